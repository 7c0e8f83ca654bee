/** Simulates people for years, hour by hour of the virtual clock, and checks along the way. */
import { randomUUID } from 'node:crypto';
import { admissionRulesOf } from '../../src/policy/admission-rules.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
import { changeOrganization } from '../../src/store/organizations.ts';
import { directoryRow } from '../../src/store/rows/list.ts';
import { readAll } from '../../src/store/tables.ts';
import { confirmSuspendedRun } from '../../src/timers/decide-suspended-run.ts';
import { firstAdministrator, goodPassword } from '../support/harness.ts';
import { openChance } from './chance.ts';
import { checkFinalState } from './final-state.ts';
import { check, openTally, type Tally } from './invariants.ts';
import { dueOf, endOfDay, eraseAtOf, lapseOf } from './oracle.ts';
import { getMail, live, newcomer, type Person } from './people.ts';
import { answerReviews, moveSomebody } from './reviewers.ts';
import { type Reviewing, watchReviews } from './reviews.ts';
import { openWorld, type World } from './world.ts';

const dayMs = 86_400_000;
/** Not a multiple of an hour of the day, so that each gets its turn. */
const hoursPerStep = 31;
const atOnceMax = 8;
/** Maximum delay of a run after an outage. */
const graceMs = 2 * dayMs;

const silent = 'An organization did not answer its employment review';

export type Options = { users: number; years: number; seed: number };

/** One day's data for the plots. */
export type Day = {
  day: number;
  active: number;
  deactivated: number;
  erasedSoFar: number;
  mails: number;
  requestsPerRun: number;
};

export type Report = {
  options: Options;
  days: Day[];
  tally: Tally;
  totals: Record<string, number>;
};

type Simulation = Reviewing & {
  places: readonly string[];
  /** Periods of days in which no timers run. */
  outages: { from: number; until: number }[];
};

/** @param progress receives the share done, from 0 to 1 */
export async function simulate(
  options: Options,
  progress: (done: number) => void,
): Promise<Report> {
  const world = await openWorld();
  try {
    return await run(world, options, progress);
  } finally {
    await world.stop();
  }
}

async function run(world: World, options: Options, progress: (done: number) => void) {
  const chance = openChance(options.seed);
  const tally = openTally();
  const dayCount = Math.round((options.years * 365 * 24) / hoursPerStep);
  const outages = Array.from({ length: 3 }, () => {
    const from = Math.floor(chance.between(30, dayCount));
    return { from, until: from + Math.ceil(chance.between(2, 25)) };
  });
  const hash = world.admin.row.passwordHash;
  const places = await openPlaces(world, options.users);
  const simulation: Simulation = {
    ...{ world, chance, tally, people: new Map(), totals: {}, outages },
    ...{ places, reviews: new Map() },
  };
  const join = async () => {
    const person = await newcomer(simulation, chance.pick(places), hash);
    simulation.people.set(person.userId, person);
  };
  const days: Day[] = [];
  for (let day = 0; day < dayCount; day++) {
    const present = [...simulation.people.values()].filter(({ erased }) => !erased).length;
    // People arrive over the first weeks, and newcomers replace erased people.
    const arrivals = Math.min(options.users - present, Math.ceil(options.users / 40));
    for (let n = 0; n < arrivals; n++) await join();
    days.push(await liveDay(simulation, day));
    progress((day + 1) / dayCount);
  }
  await settleDown(simulation);
  simulation.totals['storageRequests'] = world.requests();
  return { options, days, tally, totals: simulation.totals };
}

/**
 * Creates organizations of very different sizes: one has half of the people, most have a few.
 * @returns each organization's id, repeated once for each of its people
 */
async function openPlaces({ service }: World, users: number): Promise<[string, ...string[]]> {
  const sizes = [users / 2, users / 5, users / 10, ...Array.from({ length: 12 }, () => users / 60)];
  const { deps, clock } = service;
  const all: string[] = [];
  // The first reviews begin once everybody has arrived.
  const createdAt = new Date(clock.now() - 100 * dayMs).toISOString();
  for (const [number, size] of sizes.entries()) {
    const organizationId = randomUUID();
    const acting = { actorId: 'service', now: clock.iso };
    const name = `Organization ${number + 1}`;
    const rules = admissionRulesOf({}, 14);
    const process = { ...rules, reviewMonths: ([6, null, 12] as const)[number % 3] ?? null };
    const row = { name, language: 'fi', revision: 1, createdAt, process } as const;
    await changeOrganization(deps, { organizationId }, acting, {
      kind: 'organization_created',
      row,
    });
    all.push(...Array<string>(Math.max(1, Math.round(size))).fill(organizationId));
  }
  const [first = '', ...rest] = all;
  return [first, ...rest];
}

async function liveDay(simulation: Simulation, day: number): Promise<Day> {
  const { world, people, outages } = simulation;
  const { service } = world;
  const mailsBefore = service.mailbox.messages().length;
  const down = outages.some(({ from, until }) => day >= from && day < until);
  service.clock.advance({ hours: hoursPerStep });
  const requestsPerRun = down ? 0 : await runTimers(simulation, day);
  await inParallel([...people.values()], atOnceMax, (person) => live(simulation, person));
  await review(simulation);
  const { active, deactivated } = await look(simulation, down);
  const mails = service.mailbox.messages().length - mailsBefore;
  const erasedSoFar = [...people.values()].filter(({ erased }) => erased).length;
  return { day, active, deactivated, erasedSoFar, mails, requestsPerRun };
}

/** People answer, and some move while reviews are open. */
async function review(simulation: Simulation): Promise<void> {
  const { chance, places } = simulation;
  const isQuiet = [...simulation.reviews.values()].every(
    ({ closed, answering }) => closed && answering.length === 0,
  );
  if (isQuiet) return;
  const reviews = await watchReviews(simulation);
  await answerReviews(simulation, reviews);
  const isAnyOpen = reviews.some(({ known }) => !known.closed);
  if (isAnyOpen && chance.happens(0.2)) await moveSomebody(simulation, places);
  // The last answer ends a review.
  if (isAnyOpen) await watchReviews(simulation);
}

/** @returns the number of storage requests of the lifecycle run */
async function runTimers(simulation: Simulation, day: number): Promise<number> {
  const { world, chance, tally, totals } = simulation;
  const { service } = world;
  await service.runTimer('repair');
  if (day % 7 === 0)
    for (const name of ['census', 'retention', 'digest'] as const) await service.runTimer(name);
  const { started = 0, continued = 0 } = await service.runTimer('reviews');
  if (started + continued > 0) await watchReviews(simulation);
  const before = world.requests();
  const counts = await service.runTimer('lifecycle');
  const spent = world.requests() - before;
  for (const [name, count] of Object.entries(counts)) totals[name] = (totals[name] ?? 0) + count;
  if (chance.happens(0.05)) {
    const again = await service.runTimer('lifecycle');
    const acted = ['noticed', 'deactivated', 'erased', 'reminded'].some(
      (name) => again[name] !== 0,
    );
    check(tally, 'twice', !acted, service.clock.iso);
  }
  if (counts['held']) await confirm(simulation);
  await deliver(simulation);
  return spent;
}

async function confirm({ world, totals }: Simulation): Promise<void> {
  const { deps, clock } = world.service;
  const held = await deps.store.table('keys').then((table) => table.getEntity('state', 'held'));
  await confirmSuspendedRun(deps, String(held['runId']), world.admin, clock.iso);
  totals['runsConfirmed'] = (totals['runsConfirmed'] ?? 0) + 1;
}

/** Sends waiting e-mails, and records the date of a person's first notice. */
async function deliver(simulation: Simulation): Promise<void> {
  const { world, people } = simulation;
  const { service } = world;
  const before = service.mailbox.messages().length;
  await service.drainMail();
  const all = service.mailbox.messages();
  const byAddress = new Map([...people.values()].map((person) => [person.email, person]));
  for (const mail of all.slice(0, all.length - before)) {
    const person = byAddress.get(mail.to[0] ?? '');
    if (!person) continue;
    if (/\/keep#/.test(mail.text ?? '')) person.noticedAt ??= service.clock.now();
    getMail(simulation, person, mail.text ?? '');
  }
}

/** Compares the lists with what may have happened. */
async function look({ world, tally, people }: Simulation, down: boolean) {
  const { deps, clock } = world.service;
  const now = clock.now();
  const shown = new Map<string, string | undefined>();
  const unconfirmed = new Set<string>();
  for await (const row of readAll(await deps.store.table('directory'), directoryRow, '')) {
    shown.set(row.rowKey, row.deactivatedAt);
    if (row.deactivatedBecause === 'unconfirmed') unconfirmed.add(row.rowKey);
  }
  for (const person of people.values()) {
    if (person.erased) continue;
    const { userId } = person;
    if (!shown.has(userId)) {
      check(tally, 'eraseEarly', now >= eraseAtOf(person), `${userId} ${clock.iso}`);
      person.erased = true;
      continue;
    }
    const deactivatedAt = shown.get(userId);
    if (deactivatedAt && person.deactivatedAt === undefined) {
      const ended = person.employmentEnds !== undefined && now >= person.employmentEnds;
      const heard =
        person.noticedAt !== undefined && now >= endOfDay(person.noticedAt, { days: 7 });
      const idle = now >= dueOf(person) && now >= lapseOf(person);
      check(tally, 'notice', ended || (heard && idle), `${userId} ${clock.iso}`);
      if (unconfirmed.has(userId)) checkUnconfirmed(tally, person, clock.iso);
      person.deactivatedAt = Date.parse(deactivatedAt);
    }
    const late = person.deactivatedAt !== undefined && now > eraseAtOf(person) + graceMs;
    if (!down && person.deactivatedAt !== undefined)
      check(tally, 'eraseLate', !late, `${userId} ${clock.iso}`);
  }
  const deactivated = [...shown.values()].filter((at) => at !== undefined).length;
  return { active: shown.size - deactivated, deactivated };
}

/** Inactivity that would have come first, as the notice then says, ends by signing in. */
function checkUnconfirmed(tally: Tally, person: Person, now: string): void {
  const { promised, unconfirmedAt, noticedAt = 0, activeAt, userId } = person;
  check(tally, 'confirmed', unconfirmedAt !== undefined, `${userId} ${now}`);
  const lapse = lapseOf(person);
  const onDate =
    promised === lapse || (activeAt >= noticedAt && promised !== undefined && promised < lapse);
  check(tally, 'promised', onDate, `${userId} ${now}`);
}

async function settleDown({ world, tally, totals }: Simulation): Promise<void> {
  const { service, admin } = world;
  for (let run = 0; run < 3; run++) {
    service.clock.advance({ minutes: 10 });
    await service.runTimer('repair');
  }
  const row = (await loadAccount(service.deps.store, admin.userId))?.row;
  check(tally, 'lastAdministrator', row?.deactivatedAt === undefined, admin.userId);
  await service.client().signIn({ body: { email: firstAdministrator, password: goodPassword } });
  service.clock.advance({ minutes: 10 });
  await service.runTimer('repair');
  const told = service.mailbox
    .messages(firstAdministrator)
    .filter(({ subject }) => subject === silent);
  check(tally, 'silent', told.length === (totals['reviews silent'] ?? 0), `${told.length} told`);
  await checkFinalState(service, tally);
}

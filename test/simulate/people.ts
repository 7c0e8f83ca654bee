/** Random people: how often they visit, when they leave, and how they react to e-mails. */
import { askRestore } from '../../src/accounts/ask-restore.ts';
import { keepAlive } from '../../src/accounts/keep-alive.ts';
import { restore } from '../../src/accounts/restore.ts';
import { Refusal } from '../../src/policy/problems.ts';
import type { Role } from '../../src/policy/roles.ts';
import { signIn } from '../../src/sessions/login.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { goodPassword } from '../support/harness.ts';
import { settle } from '../support/people.ts';
import type { Chance } from './chance.ts';
import { check, type Tally } from './invariants.ts';
import { cameBack, decided, endOfDay, eraseAtOf, isOut, type Known } from './oracle.ts';
import type { World } from './world.ts';

const dayMs = 86_400_000;

export type Person = Known & {
  /** Minimum and maximum days between visits. */
  visits: Habit;
  nextVisit: number;
  organizationId: string;
  /** How a primary user answers about others; `some` and `differently` say that people have left. */
  reviews: 'never' | 'everybody' | 'some' | 'differently' | undefined;
  /** The date in the first notice of somebody unconfirmed. */
  promised: number | undefined;
  /** Instant after which there are no visits. */
  leavesAt: number;
  answers: { at: number; token: string; with: 'keep' | 'signIn' | 'askRestore' }[];
};

type Habit = readonly [number, number];

const habits: [Habit, ...Habit[]] = [
  [40, 150],
  [90, 180],
  [110, 200],
  [140, 280],
];

const reviewers = ['never', 'never', 'everybody', 'some', 'differently'] as const;

type Needs = { world: World; chance: Chance; tally: Tally };

export async function newcomer(
  { world, chance }: Needs,
  organizationId: string,
  passwordHash: string | undefined,
): Promise<Person> {
  const { deps, clock } = world.service;
  const fixedTerm = chance.happens(0.1);
  const ends = new Date(clock.now() + chance.between(60, 500) * dayMs).toISOString().slice(0, 10);
  const role: Role = chance.happens(0.25) ? 'primary_user' : 'editor';
  const row = { organizationId, role, passwordHash, ...(fixedTerm && { employmentEndsOn: ends }) };
  const person = await settle(deps, clock.iso, row);
  const visits = chance.pick(habits);
  return {
    ...person,
    organizationId,
    reviews: role === 'primary_user' ? chance.pick(reviewers) : undefined,
    unconfirmedAt: undefined,
    answered: undefined,
    promised: undefined,
    visits,
    activeAt: clock.now(),
    noticedAt: undefined,
    deactivatedAt: undefined,
    employmentEnds: fixedTerm ? endOfDay(Date.parse(`${ends}T10:00:00Z`), { days: 0 }) : undefined,
    erased: false,
    nextVisit: clock.now() + chance.between(...visits) * dayMs,
    leavesAt: clock.now() + chance.between(30, 1_200) * dayMs,
    answers: [],
  };
}

/** Simulates a person's hour: a due visit, and reactions to e-mails. */
export async function live(needs: Needs, person: Person): Promise<void> {
  const now = needs.world.service.clock.now();
  if (person.erased) return;
  if (now >= person.nextVisit && now < person.leavesAt) await visit(needs, person);
  const due = person.answers.filter(({ at }) => at <= now);
  if (due.length === 0) return;
  person.answers = person.answers.filter(({ at }) => at > now);
  for (const answer of due) {
    if (answer.with === 'signIn') await visit(needs, person);
    else if (answer.with === 'keep') await keep(needs, person, answer.token);
    else await comeBack(needs, person, answer.token);
  }
}

/** Chooses a reaction to an e-mail: keeping the account, signing in, asking to return, or none. */
export function getMail({ world, chance }: Needs, person: Person, text: string): void {
  const now = world.service.clock.now();
  const at = now + chance.between(0, 6) * dayMs;
  const gone = now >= person.leavesAt;
  const keepToken = /\/keep#(\S+)/.exec(text)?.[1];
  const restoreToken = /\/restore#(\S+)/.exec(text)?.[1];
  const promised = /has not confirmed/.test(text) && dateIn(text);
  if (promised) person.promised ??= promised;
  if (keepToken && !gone && chance.happens(0.5))
    person.answers.push({ at, token: keepToken, with: chance.happens(0.6) ? 'keep' : 'signIn' });
  // Some react only after the thirty days.
  if (restoreToken && chance.happens(0.4))
    person.answers.push({
      at: at + chance.between(0, 36) * dayMs,
      token: restoreToken,
      with: 'askRestore',
    });
}

async function visit({ world, chance, tally }: Needs, person: Person): Promise<void> {
  const { deps, clock } = world.service;
  const { email, userId: source } = person;
  const out = isOut(person, clock.now());
  const entered = await tried(() =>
    signIn(deps, { email, password: goodPassword, source }, clock.iso),
  );
  check(tally, 'signIn', entered !== out, `${source} ${clock.iso}`);
  if (entered) cameBack(person, clock.now());
  person.nextVisit = clock.now() + chance.between(...person.visits) * dayMs;
}

async function keep({ world, tally }: Needs, person: Person, token: string): Promise<void> {
  const { deps, clock } = world.service;
  const out = isOut(person, clock.now());
  if (!(await tried(() => keepAlive(deps, token, clock.iso)))) return;
  check(tally, 'signIn', !out, `${person.userId} kept ${clock.iso}`);
  decided(person, person.answered);
  cameBack(person, clock.now());
}

async function comeBack({ world, tally }: Needs, person: Person, token: string): Promise<void> {
  const { deps, clock } = world.service;
  const { userId } = person;
  if (person.deactivatedAt === undefined) return;
  const open = clock.now() < eraseAtOf(person);
  const asked = await tried(() => askRestore(deps, token, clock.iso));
  const loaded = await loadAccount(deps.store, userId);
  if (!loaded) return;
  const request = { loaded, actorId: world.admin.userId, ifMatch: loaded.row.revision };
  const restored = await tried(() => restore(deps, request, clock.iso));
  check(tally, 'restore', restored === open && asked === open, `${userId} ${clock.iso}`);
  if (!restored) return;
  decided(person, person.answered);
  cameBack(person, clock.now());
  person.employmentEnds = restoredEnd(person, clock.now());
  person.leavesAt = Math.max(person.leavesAt, clock.now() + 200 * dayMs);
  person.nextVisit = clock.now() + person.visits[0] * dayMs;
}

/** A person restored after the end of employment has no end date any more. */
function restoredEnd({ employmentEnds }: Person, now: number): number | undefined {
  return employmentEnds !== undefined && employmentEnds <= now ? undefined : employmentEnds;
}

async function tried(run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** @returns the end of the last day that a notice names, such as `31/12/2026` */
function dateIn(text: string): number | undefined {
  const [, day = '', month = '', year] = /(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const on = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return endOfDay(Date.parse(`${on}T10:00:00Z`), { days: 0 });
}

/**
 * Looks at the accounts that are due and at no others; missed runs heal, repeated ones do nothing.
 * - Notices keep to the mail service's quota; what it cannot take waits for the next hour.
 * - A run that would deactivate or erase unusually many waits for an administrator.
 */
import { declineDue } from '../accounts/decide-proposal.ts';
import { deactivateDue, eraseDue, queueNotice, refile, remindDue } from '../accounts/lapse.ts';
import type { Deps } from '../deps.ts';
import { mustWait } from '../policy/guard.ts';
import { dayOf, daysEarlier, lifeOf, type Step } from '../policy/lifecycle.ts';
import { noticesPerHour } from '../policy/notice-pace.ts';
import { Refusal } from '../policy/problems.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import { dropHeld, type HeldStep, readHeld, readHeldSteps } from '../store/held-run.ts';
import { inParallel } from '../store/in-parallel.ts';
import { scheduleKey } from '../store/keys-of.ts';
import { type HeldRow, scheduleRow } from '../store/rows.ts';
import { Conflict, getRow, quoted, readPage, type Stored, write } from '../store/tables.ts';
import { countActive, readCensus } from './census.ts';
import { hold } from './held-run.ts';

const atOnceMax = 8;
const dayMs = 86_400_000;

type Row = Stored<{ step?: Step | undefined }>;
type Outcome = 'declined' | 'reminded' | 'noticed' | 'deactivated' | 'erased' | 'refiled';

/** How many accounts took which step, were filed anew, were faster than the run, failed, or wait. */
export type Counts = Record<
  Outcome | 'unfiled' | 'overtaken' | 'failed' | 'postponed' | 'held' | 'unfinished',
  number
>;

type Grave = { row: Row; step: Step; account: Account };

type Run = {
  deps: Deps;
  now: string;
  earlyDays: number;
  counts: Counts;
  noticesLeft: number;
  /** Steps that take an account away; carried out only after all of them are counted. */
  grave: Grave[];
  /** The accounts whose grave steps an administrator has confirmed. */
  confirmed: ReadonlyMap<string, Step>;
  /** Milliseconds of `performance.now()` at which the run stops. */
  until: number;
};

const steps = {
  decline: { run: declineDue, counted: 'declined' },
  remind: { run: remindDue, counted: 'reminded' },
  notice: { run: queueNotice, counted: 'noticed' },
  deactivate: { run: deactivateDue, counted: 'deactivated' },
  erase: { run: eraseDue, counted: 'erased' },
} as const satisfies Record<Step, { run: typeof refile; counted: Outcome }>;

const refiling = { run: refile, counted: 'refiled' } as const;

/** @param secondsMax after which the run stops; the next one goes on where it was */
export async function lifecycle(
  deps: Deps,
  now: string,
  secondsMax = Number.POSITIVE_INFINITY,
): Promise<Counts> {
  const [held, census] = await Promise.all([readHeld(deps), readCensus(deps)]);
  const earlyDays = census?.earlyDays ?? 0;
  const run: Run = {
    deps,
    now,
    earlyDays,
    counts: noCounts(),
    noticesLeft: noticesPerHour(deps.settings.MAIL_PER_HOUR),
    grave: [],
    confirmed: held?.confirmedBy ? await confirmedSteps(deps, held) : new Map(),
    until: performance.now() + secondsMax * 1_000,
  };
  for await (const rows of dueRows(deps, dayOf(laterBy(now, earlyDays))))
    await each(run, rows, (row) => tend(run, row));
  await takeAway(run, held, census?.active);
  return run.counts;
}

function noCounts(): Counts {
  const taken = { declined: 0, reminded: 0, noticed: 0, deactivated: 0, erased: 0, refiled: 0 };
  return { ...taken, unfiled: 0, overtaken: 0, failed: 0, postponed: 0, held: 0, unfinished: 0 };
}

async function* dueRows(deps: Deps, lastDay: string): AsyncGenerator<Row[]> {
  const table = await deps.store.table('schedule');
  const filter = `PartitionKey lt ${quoted(dayOf(laterBy(`${lastDay}T12:00:00.000Z`, 1)))}`;
  let next: string | undefined;
  do {
    const page = await readPage(table, scheduleRow, { filter, next });
    yield page.rows;
    next = page.next;
  } while (next);
}

/** The steps that take an account away, unless there are too many of them at once. */
async function takeAway(run: Run, held: HeldRow | undefined, counted: number | undefined) {
  const { deps, grave, confirmed, now } = run;
  const isConfirmed = ({ row, step }: Grave) => confirmed.get(row.rowKey) === step;
  await each(run, grave.filter(isConfirmed), ({ row, account }) => tend(run, row, account));
  const rest = grave.filter((item) => !isConfirmed(item));
  const active = counted ?? (rest.length > 0 ? await countActive(deps, now) : 0);
  if (mustWait(active, rest.length)) {
    const asked = rest.map(({ row, step }): HeldStep => ({ userId: row.rowKey, step }));
    if (held?.confirmedBy && run.counts.unfinished === 0) await dropHeld(deps, held);
    await hold(deps, asked, active, now);
    run.counts.held = rest.length;
    return;
  }
  await each(run, rest, ({ row, account }) => tend(run, row, account));
  if (held && run.counts.unfinished === 0) await dropHeld(deps, held);
}

async function confirmedSteps(deps: Deps, held: HeldRow): Promise<ReadonlyMap<string, Step>> {
  const found = new Map<string, Step>();
  let next: string | undefined;
  do {
    const page = await readHeldSteps(deps, held.runId, { rows: 1_000, next });
    for (const { userId, step } of page.steps) found.set(userId, step);
    next = page.next;
  } while (next);
  return found;
}

/** One broken account must not stop the others; its row stays and comes again. */
async function each<T extends object>(
  { deps, counts, until }: Run,
  items: readonly T[],
  task: (item: T) => Promise<void>,
): Promise<void> {
  await inParallel(items, atOnceMax, async (item) => {
    if (performance.now() > until) {
      counts.unfinished++;
      return;
    }
    try {
      await task(item);
    } catch (error) {
      // The person or the administration was faster; the next run looks again.
      if (error instanceof Refusal) {
        counts.overtaken++;
        return;
      }
      const reason = error instanceof Error ? error.name : 'unknown';
      deps.log('lifecycle_failed', { reason });
      counts.failed++;
    }
  });
}

/**
 * Each step at most once a run: notices that piled up in an outage don't all go at once.
 * @param noted the account whose grave step is to be carried out; without it such are only noted
 */
async function tend(run: Run, found: Row, noted?: Account): Promise<void> {
  const { deps, counts } = run;
  // Without a notice to spare the account is not even read.
  if (found.step === 'notice' && run.noticesLeft <= 0) {
    counts.postponed++;
    return;
  }
  const done = new Set<Outcome>();
  let known = noted;
  const schedule = await deps.store.table('schedule');
  // A step files the account where it was, so the row is read anew; always before the account.
  for (let row: Row | undefined = found; row; row = await getRow(schedule, scheduleRow, found)) {
    const account = known ?? (await loadAccount(deps.store, row.rowKey));
    known = undefined;
    if (account?.row.scheduledIn !== row.partitionKey) {
      if (await unfile(deps, row)) counts.unfiled++;
      return;
    }
    const next = stepFor(run, account);
    if (!next) return;
    const { counted } = next === 'refile' ? refiling : steps[next];
    if (done.has(counted)) return;
    if (!noted && (next === 'deactivate' || next === 'erase')) {
      run.grave.push({ row, step: next, account });
      return;
    }
    if (next === 'notice' && run.noticesLeft-- <= 0) {
      counts.postponed++;
      return;
    }
    done.add(counted);
    const after = await take(run, next, account);
    if (after.row.chainLength > account.row.chainLength || next === 'refile') counts[counted]++;
  }
}

function take({ deps, now, earlyDays }: Run, step: Step | 'refile', account: Account) {
  if (step === 'refile') return refile(deps, account, now);
  if (step === 'notice') return queueNotice(deps, account, now, earlyDays);
  return steps[step].run(deps, account, now);
}

/** @returns undefined when a delivery must be known first, or the step comes later that day */
function stepFor({ deps, now, earlyDays }: Run, account: Account): Step | 'refile' | undefined {
  const { next } = lifeOf(account.row, deps.policy, now);
  if (!next) return undefined;
  const at = next.step === 'notice' ? daysEarlier(next.at, earlyDays) : next.at;
  if (at <= now) return next.step;
  return partitionOf(account, next.at) === account.row.scheduledIn ? undefined : 'refile';
}

const partitionOf = ({ userId }: Account, at: string): string =>
  scheduleKey(dayOf(at), userId).partitionKey;

/** A row that was written anew meanwhile is kept: the account may be filed there again. */
async function unfile(deps: Deps, row: Row): Promise<boolean> {
  const { partitionKey, rowKey, etag } = row;
  const key = { partitionKey, rowKey };
  try {
    await write(await deps.store.table('schedule'), [{ do: 'delete', key, etag }]);
    return true;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return false;
  }
}

function laterBy(instant: string, days: number): string {
  return new Date(Date.parse(instant) + days * dayMs).toISOString();
}

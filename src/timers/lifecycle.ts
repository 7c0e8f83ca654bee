/** Looks at the accounts that are due and at no others; missed runs heal, repeated ones do nothing. */
import { deactivateDue, eraseDue, queueNotice, refile, remindDue } from '../accounts/lapse.ts';
import type { Deps } from '../deps.ts';
import { dayOf, lifeOf, type Step } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import { scheduleKey } from '../store/keys-of.ts';
import { scheduleRow } from '../store/rows.ts';
import { Conflict, getRow, quoted, readPage, type Stored, write } from '../store/tables.ts';
import { inParallel } from './in-parallel.ts';

const atOnceMax = 8;
const dayMs = 86_400_000;

type Row = Stored<object>;
type Outcome = 'reminded' | 'noticed' | 'deactivated' | 'erased' | 'refiled';
type Counts = Record<Outcome | 'unfiled' | 'overtaken' | 'failed', number>;

const steps: Record<Step, { run: typeof refile; counted: Outcome }> = {
  remind: { run: remindDue, counted: 'reminded' },
  notice: { run: queueNotice, counted: 'noticed' },
  deactivate: { run: deactivateDue, counted: 'deactivated' },
  erase: { run: eraseDue, counted: 'erased' },
};

/** @returns how many accounts took which step, were filed anew, were faster than the run, or failed */
export async function lifecycle(deps: Deps, now: string): Promise<Counts> {
  const taken = { reminded: 0, noticed: 0, deactivated: 0, erased: 0, refiled: 0 };
  const counts = { ...taken, unfiled: 0, overtaken: 0, failed: 0 };
  const table = await deps.store.table('schedule');
  const filter = `PartitionKey lt ${quoted(dayAfter(dayOf(now)))}`;
  let next: string | undefined;
  do {
    const page = await readPage(table, scheduleRow, { filter, next });
    await inParallel(page.rows, atOnceMax, (row) => tendOrReport(deps, row, now, counts));
    next = page.next;
  } while (next);
  return counts;
}

/** One broken account must not stop the others; its row stays and comes again. */
async function tendOrReport(deps: Deps, row: Row, now: string, counts: Counts): Promise<void> {
  try {
    await tend(deps, row, now, counts);
  } catch (error) {
    // The person or the administration was faster; the next run looks again.
    if (error instanceof Refusal) {
      counts.overtaken++;
      return;
    }
    const reason = error instanceof Error ? error.name : 'unknown';
    deps.log('lifecycle_failed', { userId: row.rowKey, reason });
    counts.failed++;
  }
}

/** Each step at most once a run: notices that piled up in an outage don't all go at once. */
async function tend(deps: Deps, found: Row, now: string, counts: Counts): Promise<void> {
  const done = new Set<Outcome>();
  const schedule = await deps.store.table('schedule');
  // A step files the account where it was, so the row is read anew; always before the account.
  for (let row: Row | undefined = found; row; row = await getRow(schedule, scheduleRow, found)) {
    const account = await loadAccount(deps.store, row.rowKey);
    if (account?.row.scheduledIn !== row.partitionKey) {
      if (await unfile(deps, row)) counts.unfiled++;
      return;
    }
    const step = stepFor(deps, account, now);
    if (!step || done.has(step.counted)) return;
    done.add(step.counted);
    const after = await step.run(deps, account, now);
    if (after.row.chainLength > account.row.chainLength || step.counted === 'refiled')
      counts[step.counted]++;
  }
}

/** @returns undefined when a delivery must be known first, or the step comes later today */
function stepFor(deps: Deps, account: Account, now: string) {
  const { next } = lifeOf(account.row, deps.policy, now);
  if (!next) return undefined;
  if (next.at <= now) return steps[next.step];
  return partitionOf(account, next.at) === account.row.scheduledIn ? undefined : refiling;
}

const refiling = { run: refile, counted: 'refiled' as const };

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

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}

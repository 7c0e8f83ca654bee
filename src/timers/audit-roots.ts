/**
 * Once a day: writes a root over each past day's events to an immutable container.
 * - A day that cannot have its root yet is reported and gets it later, without delaying other days.
 * - A root follows the latest earlier one, even if days in between have none.
 */

import { dayRoot, readDay, rootOf } from '../audit/leaf.ts';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { dayAfter, earlierBy, minuteMs, monthOf, utcDayOf } from '../policy/time.ts';
import { createRoot, listRootDays, readRoot } from '../store/audit-roots.ts';
import type { Keys } from '../store/keyring.ts';
import { putTimer, readTimer } from '../store/timer-state.ts';

type RootsDeps = Pick<Deps, 'store' | 'keyring' | 'log'>;

/** Why a day has no root; permanent if its log was dropped before. */
type Lack = 'unfinished_change' | 'log_dropped' | 'storage_failed';
type Outcome = 'written' | 'present' | Lack;

type Run = {
  deps: RootsDeps;
  keys: Keys;
  /** Days that have a root, in order. */
  rooted: string[];
  /** Months whose log existed when the run began, oldest first. */
  months: readonly string[];
};

/** @returns how many roots were written, and how many days lack one */
export async function auditRoots(
  deps: RootsDeps,
  now: string,
): Promise<{ written: number; lacking: number }> {
  const keys = await deps.keyring.load(now);
  const rooted = await listRootDays(deps.store);
  const run: Run = { deps, keys, rooted, months: await deps.store.journalMonths() };
  const today = ended(now);
  const counts = { written: 0, lacking: 0 };
  let settledUntil: string | undefined;
  let day = (await readTimer(deps, 'auditRoots'))?.settledUntil ?? utcDayOf(keys.createdAt);
  for (; day < today; day = dayAfter(day)) {
    const outcome = rooted.includes(day) ? 'present' : await writeOrReport(run, day);
    if (outcome === 'written') counts.written++;
    else if (outcome !== 'present') counts.lacking++;
    // A day whose log is gone is skipped permanently; any other is retried.
    if (outcome === 'unfinished_change' || outcome === 'storage_failed') settledUntil ??= day;
  }
  await putTimer(deps, 'auditRoots', { ranAt: now, settledUntil: settledUntil ?? day });
  return counts;
}

/** @returns the first day not yet over, allowing for clocks that are behind */
function ended(now: string): string {
  const lateMs = limit.auditRootAfterMinutes * minuteMs;
  return utcDayOf(earlierBy(now, lateMs));
}

async function writeOrReport(run: Run, day: string): Promise<Outcome> {
  let outcome: Outcome;
  try {
    outcome = await writeRoot(run, day);
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown';
    run.deps.log('audit_root_failed', { day, reason });
    outcome = 'storage_failed';
  }
  if (outcome !== 'written' && outcome !== 'present')
    run.deps.log('audit_root_missing', { day, why: outcome });
  return outcome;
}

async function writeRoot({ deps, keys, rooted, months }: Run, day: string): Promise<Outcome> {
  const { rows, gone } = await readDay(deps, day);
  const month = monthOf(day);
  // A month without a table had no events, unless retention may have dropped it.
  if (gone && (months.includes(month) || month < (months[0] ?? ''))) return 'log_dropped';
  if (rows.some(({ state }) => state === 'pending')) return 'unfinished_change';
  const happened = rows.filter(({ state }) => state === 'done');
  const made = rootOf(keys, day, await rootBefore(deps, rooted, day), happened);
  const isNew = await createRoot(deps.store, day, JSON.stringify(made));
  rooted.push(day);
  rooted.sort();
  return isNew ? 'written' : 'present';
}

/** @returns the latest readable root of an earlier day; empty if there is none */
async function rootBefore({ store }: RootsDeps, rooted: string[], day: string): Promise<string> {
  for (const earlier of rooted.filter((each) => each < day).reverse()) {
    const text = (await readRoot(store, earlier)) ?? '';
    const read = dayRoot.safeParse(parsedJson(text));
    if (read.success) return read.data.root;
  }
  return '';
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Checks the service-wide log against the daily roots, and the people's events against the log. */

import type { Deps } from '../deps.ts';
import { liesWithSubject } from '../policy/event-names.ts';
import {
  dayAfter,
  dayMs,
  earlierBy,
  firstOfMonth,
  minuteMs,
  monthOf,
  utcDayOf,
} from '../policy/time.ts';
import { listRootDays, readRoot } from '../store/audit-roots.ts';
import type { Keys } from '../store/keyring.ts';
import type { JournalRow } from '../store/rows/event.ts';
import type { Finding } from './finding.ts';
import { type DayRoot, dayRoot, hashOf, leafOf, readDay } from './leaf.ts';

/** Days within which a day's root must exist. */
const rootWithinDays = 2;
/** More recent events may still be in progress. */
const settledAfterMs = 5 * minuteMs;

type VerifyDeps = Pick<Deps, 'store' | 'keyring'> & {
  settings: Pick<Deps['settings'], 'AUDIT_RETENTION_MONTHS'>;
};
type Hash = Pick<Keys, 'auditMac'>;

/** @param seen the ids of all events stored with their subjects, whatever their content */
export async function verifyLog(
  deps: VerifyDeps,
  seen: ReadonlySet<string>,
  now: string,
): Promise<Finding[]> {
  const keys = await deps.keyring.load(now);
  const days = new Set(await listRootDays(deps.store));
  const settled = earlierBy(now, settledAfterMs);
  const due = utcDayOf(earlierBy(now, rootWithinDays * dayMs));
  const findings: Finding[] = [];
  const months = await deps.store.journalMonths();
  const known = new Set<string>();
  for (let day = firstDay(deps, keys, now); day <= utcDayOf(now); day = dayAfter(day)) {
    const { rows, gone } = await readDay(deps, day);
    // Retention dropped the month in the meantime: nothing is left to compare.
    if (gone && months.includes(monthOf(day))) continue;
    const root = days.has(day) ? await openRoot(deps, keys, day, known) : undefined;
    if (root === undefined && days.has(day)) findings.push({ what: 'root_changed', day });
    else if (root === undefined && day <= due) findings.push(rootMissing(day, rows));
    if (root) {
      findings.push(...compare(keys, root, rows));
      known.add(root.root).add(root.previous);
    }
    findings.push(...missing(root, rows, seen, settled));
  }
  return findings;
}

function rootMissing(day: string, rows: readonly JournalRow[]): Finding {
  const isOpen = rows.some(({ state }) => state === 'pending');
  return { what: 'root_missing', day, ...(isOpen && { why: 'unfinished_change' }) };
}

/** The day from which roots must exist: the first month kept by retention, or the first day. */
function firstDay(deps: VerifyDeps, keys: Keys, now: string): string {
  const first = utcDayOf(keys.createdAt);
  const keptFrom = utcDayOf(firstOfMonth(now, -deps.settings.AUDIT_RETENTION_MONTHS));
  return first > keptFrom ? first : keptFrom;
}

/**
 * @param known the roots of earlier days, and those that they follow. A root usually follows that
 *   of the day before; nothing follows a late root, and the next one follows the same root.
 * @returns undefined if the blob is not what the service wrote, or follows no known root
 */
async function openRoot(
  deps: VerifyDeps,
  keys: Hash,
  day: string,
  known: ReadonlySet<string>,
): Promise<DayRoot | undefined> {
  const text = (await readRoot(deps.store, day)) ?? '';
  const parsed = dayRoot.safeParse(parseOrNothing(text));
  if (!parsed.success || parsed.data.day !== day) return undefined;
  const follows = known.size === 0 || known.has(parsed.data.previous);
  return follows && hashOf(keys, parsed.data) === parsed.data.root ? parsed.data : undefined;
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The log of a day must match its content when the day's root was made. */
function compare(keys: Hash, root: DayRoot, rows: readonly JournalRow[]): Finding[] {
  const { day } = root;
  const happened = new Map(
    rows.filter(({ state }) => state === 'done').map((row) => [row.eventId, row]),
  );
  const known = new Set(root.leaves.map(([eventId]) => eventId));
  return [
    ...root.leaves.flatMap(([eventId, subjectId, mac]): Finding[] => {
      const row = happened.get(eventId);
      if (!row) return [{ what: 'log_removed', day, subjectId, eventId }];
      return leafOf(keys, row)[2] === mac ? [] : [{ what: 'log_changed', day, subjectId, eventId }];
    }),
    ...[...happened.values()]
      .filter(({ eventId }) => !known.has(eventId))
      .map(({ eventId, subjectId }): Finding => {
        return { what: 'log_inserted', day, subjectId, eventId };
      }),
  ];
}

/** Every event in the log or a root must be stored with its subject. */
function missing(
  root: DayRoot | undefined,
  rows: readonly JournalRow[],
  seen: ReadonlySet<string>,
  settled: string,
): Finding[] {
  const outside = new Set(
    rows
      .filter(({ kind, subjectKind }) => !liesWithSubject(kind, subjectKind))
      .map(({ eventId }) => eventId),
  );
  const told = new Map<string, string>([
    ...rows
      .filter(({ state, at }) => state === 'done' && at < settled)
      .map(({ eventId, subjectId }) => [eventId, subjectId] as const),
    ...(root?.leaves ?? []).map(([eventId, subjectId]) => [eventId, subjectId] as const),
  ]);
  return [...told]
    .filter(([eventId]) => !seen.has(eventId) && !outside.has(eventId))
    .map(([eventId, subjectId]) => ({ what: 'event_removed', subjectId, eventId }));
}

/** What a day's root covers: one keyed hash for each event of the day. */

import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { dayAfter, monthOf } from '../policy/time.ts';
import { readJournal } from '../store/journal.ts';
import type { Keys } from '../store/keyring.ts';
import type { JournalRow } from '../store/rows/event.ts';

/** Event id, subject, and the keyed hash of the event's content. */
const leaf = z.tuple([z.string(), z.string(), z.string()]);
export type Leaf = z.infer<typeof leaf>;

/** A day's blob: its leaves in id order, and the keyed hash over them. */
export const dayRoot = z.strictObject({
  day: z.iso.date(),
  /** The root of the latest earlier day that had one; empty for the first. */
  previous: z.string(),
  leaves: z.array(leaf),
  root: z.string(),
});
export type DayRoot = z.infer<typeof dayRoot>;

const pageRows = 1_000;

/**
 * @returns every row of the day's journal, settled or not; `gone` if its month has no table:
 *   nothing happened in it, or it was dropped, possibly while being read
 */
export async function readDay(
  deps: Pick<Deps, 'store'>,
  day: string,
): Promise<{ rows: JournalRow[]; gone: boolean }> {
  const span = { from: `${day}T00:00:00.000Z`, until: `${dayAfter(day)}T00:00:00.000Z` };
  const rows: JournalRow[] = [];
  let next: string | undefined;
  do {
    const ask = { ...span, rows: pageRows, next };
    const page = await readJournal(deps.store, monthOf(day), ask);
    if (page.gone) return { rows: [], gone: true };
    rows.push(...page.entries);
    next = page.next;
  } while (next);
  return { rows, gone: false };
}

export function leafOf(keys: Pick<Keys, 'auditMac'>, row: JournalRow): Leaf {
  const { eventId, subjectKind, subjectId, kind, at, actorId, organizationId, data } = row;
  const parts = ['leaf', eventId, subjectKind, subjectId, kind, at, actorId, organizationId, data];
  return [eventId, subjectId, keys.auditMac(JSON.stringify(parts))];
}

/** @param rows the day's events that happened */
export function rootOf(
  keys: Pick<Keys, 'auditMac'>,
  day: string,
  previous: string,
  rows: readonly JournalRow[],
): DayRoot {
  const leaves = rows
    .map((row) => leafOf(keys, row))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return { day, previous, leaves, root: hashOf(keys, { day, previous, leaves }) };
}

export function hashOf(keys: Pick<Keys, 'auditMac'>, root: Omit<DayRoot, 'root'>): string {
  return keys.auditMac(JSON.stringify(['root', root.day, root.previous, root.leaves]));
}

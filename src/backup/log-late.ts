/** Logs changes that happened during the backup, after the journal had been read. */

import { earlierBy, hourMs } from '../policy/time.ts';
import { inParallel } from '../store/in-parallel.ts';
import { openEntry } from '../store/journal.ts';
import type { JournalRow } from '../store/rows/event.ts';
import type { Store } from '../store/store.ts';
import { isEvent, journalRowOf } from '../store/whole-tables.ts';
import type { Row } from './parts.ts';

const atOnceMax = 16;
/** Another instance's clock may be behind, and a backup takes minutes. */
const reachMs = hourMs;

/** The kind of subject in each table. */
const kinds: Record<string, JournalRow['subjectKind']> = {
  accounts: 'user',
  organizations: 'organization',
  notices: 'notice',
  systems: 'system',
};

/** @param begunAt ISO instant at which the backup began; earlier events are in its journal */
export async function logLate(
  store: Store,
  table: string,
  rows: readonly Row[],
  begunAt: string,
): Promise<void> {
  const subjectKind = kinds[table];
  if (!subjectKind) return;
  const since = earlierBy(begunAt, reachMs);
  const late = rows.filter((row) => isEvent(row) && String(row['at']) >= since);
  await inParallel(late, atOnceMax, async (row) => {
    const entry = journalRowOf(row, subjectKind);
    // An existing row stays, above all a pending one.
    if (entry) await openEntry(store, entry);
  });
}

/** Deletes expired data: rows of counters, e-mails, imports and runs, and months of the journal. */
import type { Deps } from '../deps.ts';
import { dayOf } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { dayMs, earlierBy, firstOfMonth, monthOf } from '../policy/time.ts';
import { deleteImportsBefore } from '../store/imports.ts';
import { dropJournal } from '../store/journal.ts';
import { deleteLegacyHashesBefore } from '../store/legacy-hashes.ts';
import { deleteMailsBefore } from '../store/mails.ts';
import { deleteOffersBefore } from '../store/offers.ts';
import { deleteRunsBefore } from '../store/runs.ts';
import { deleteCountersBefore } from '../store/throttle.ts';

type RetentionDeps = Pick<Deps, 'store' | 'settings' | 'pauses'>;

/** During a pause, it deletes nothing. @returns how many rows and journal tables were deleted */
export async function retention(deps: RetentionDeps, now: string) {
  const { store } = deps;
  if (await deps.pauses.refresh(now)) return noCounts;
  const daysAgo = (days: number) => earlierBy(now, days * dayMs);
  return {
    throttleRows: await deleteCountersBefore(store, dayOf(daysAgo(limit.throttleKeptDays))),
    importRows: await deleteImportsBefore(store, daysAgo(limit.importKeptDays)),
    offerRows: await deleteOffersBefore(store, daysAgo(limit.offerDays + 1)),
    runRows: await deleteRunsBefore(store, daysAgo(deps.settings.ERASE_AFTER_DAYS + 1)),
    mailRows: await deleteMailsBefore(store, dayOf(daysAgo(limit.mailKeptDays))),
    legacyHashes: await deleteLegacyHashesBefore(store, dayOf(now)),
    journalTables: await dropJournals(deps, now),
  };
}

const noCounts = {
  throttleRows: 0,
  importRows: 0,
  offerRows: 0,
  runRows: 0,
  mailRows: 0,
  legacyHashes: 0,
  journalTables: 0,
};

/** Drops the months older than the retention; the current and the previous month always stay. */
async function dropJournals({ store, settings }: RetentionDeps, now: string): Promise<number> {
  // A month is kept until its last day is old enough.
  const keptFrom = monthOf(firstOfMonth(now, -settings.AUDIT_RETENTION_MONTHS));
  const old = (await store.journalMonths()).filter((month) => month < keptFrom);
  for (const month of old) await dropJournal(store, month);
  return old.length;
}

/** Deletes expired data: throttle rows, e-mail rows, and whole months of the journal. */
import type { Deps } from '../deps.ts';
import { dayOf } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { dayMs, earlierBy, firstOfMonth, monthOf } from '../policy/time.ts';
import { deleteImportsBefore } from '../store/imports.ts';
import { dropJournal } from '../store/journal.ts';
import { deleteMailsBefore } from '../store/mails.ts';
import { deleteOffersBefore } from '../store/offers.ts';
import { deleteCountersBefore } from '../store/throttle.ts';

type RetentionDeps = Pick<Deps, 'store' | 'settings'>;

/** @returns how many rows and journal tables were deleted */
export async function retention(deps: RetentionDeps, now: string) {
  const { store } = deps;
  const daysAgo = (days: number) => earlierBy(now, days * dayMs);
  return {
    throttleRows: await deleteCountersBefore(store, dayOf(daysAgo(limit.throttleKeptDays))),
    importRows: await deleteImportsBefore(store, daysAgo(limit.importKeptDays)),
    offerRows: await deleteOffersBefore(store, daysAgo(limit.offerDays + 1)),
    mailRows: await deleteMailsBefore(store, dayOf(daysAgo(limit.mailKeptDays))),
    journalTables: await dropJournals(deps, now),
  };
}

/** Drops the months older than the retention; the current and the previous month always stay. */
async function dropJournals({ store, settings }: RetentionDeps, now: string): Promise<number> {
  // A month is kept until its last day is old enough.
  const keptFrom = monthOf(firstOfMonth(now, -settings.AUDIT_RETENTION_MONTHS));
  const old = (await store.journalMonths()).filter((month) => month < keptFrom);
  for (const month of old) await dropJournal(store, month);
  return old.length;
}

/**
 * Requeues e-mails that were in a queue when the backup was made. A queue cannot be read completely,
 * so the log shows which e-mails followed from events, and the table of e-mails which of them were
 * accepted. Sending decides whether each is still worth it: an expired link is not sent.
 */
import { decodeTime } from 'ulid';
import { limit } from '../policy/limits.ts';
import { dayMs } from '../policy/time.ts';
import { queueMail } from '../store/effects.ts';
import { fieldsOrNone } from '../store/foreign.ts';
import { type JournalRow, journalRow } from '../store/rows/event.ts';
import { mailRow, waitingMailRow } from '../store/rows/work.ts';
import type { Store } from '../store/store.ts';
import { isJournal } from '../store/whole-tables.ts';
import type { Row } from './parts.ts';

type Name = { eventId: string; template: string };

export type QueuedMails = {
  /** Collects what a page of the backup shows about e-mails. */
  look(table: string, rows: readonly Row[]): void;
  /** One storage request for each e-mail. @returns how many were queued */
  queueAgain(store: Pick<Store, 'queue'>): Promise<number>;
};

/** @param begunAt ISO instant at which the backup began, which limits the age of queued e-mails */
export function openQueuedMails(begunAt: string): QueuedMails {
  const oldest = Date.parse(begunAt) - limit.mailQueuedDays * dayMs;
  const entries: JournalRow[] = [];
  const taken = new Set<string>();
  const nameOf = ({ eventId, template }: Name) => `${eventId}.${template}`;
  return {
    look(table, rows) {
      if (isJournal(table))
        for (const entry of rows.flatMap((row) => fieldsOrNone(journalRow, row)))
          if (isFollowed(entry) && decodeTime(entry.eventId) >= oldest) entries.push(entry);
      if (table === 'mails') for (const mail of rows.flatMap(takenMail)) taken.add(nameOf(mail));
    },
    async queueAgain(store) {
      let queued = 0;
      for (const { eventId, subjectId: userId, effects } of entries)
        for (const mail of effects?.mails ?? []) {
          if (taken.has(nameOf({ eventId, template: mail.template }))) continue;
          await queueMail(store, { eventId, userId }, mail);
          queued++;
        }
      return queued;
    },
  };
}

/** Repair takes care of unsettled changes. */
const isFollowed = ({ state, effects }: JournalRow): boolean =>
  state === 'done' && effects?.mails !== undefined;

/** An e-mail that is only claimed is still in the queue. */
function takenMail(row: Row): Name[] {
  const waiting = fieldsOrNone(waitingMailRow, row);
  return [...waiting, ...fieldsOrNone(mailRow, row).filter(({ state }) => state !== 'claimed')];
}

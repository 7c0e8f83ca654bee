/**
 * E-mails that waited in a queue when the backup was made are queued again. Nobody can read a queue
 * whole, so the log says which e-mails followed from what happened, and the table of e-mails which of
 * them were taken. Sending decides whether each is still worth it: a link that has expired is not sent.
 */
import { decodeTime } from 'ulid';
import { limit } from '../policy/limits.ts';
import { dayMs } from '../policy/time.ts';
import { queueMail } from '../store/effects.ts';
import { fieldsOrNone } from '../store/foreign.ts';
import { type JournalRow, journalRow, mailRow, waitingMailRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { isJournal } from '../store/whole-tables.ts';
import type { Row } from './parts.ts';

type Name = { eventId: string; template: string };

export type QueuedMails = {
  /** Takes in what a page of the backup says about e-mails. */
  look(table: string, rows: readonly Row[]): void;
  /** One storage request an e-mail. @returns how many were queued */
  queueAgain(store: Pick<Store, 'queue'>): Promise<number>;
};

/** @param begunAt ISO instant at which the backup began; nothing waits in a queue for longer */
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

/** Repair looks after what is not settled. */
const isFollowed = ({ state, effects }: JournalRow): boolean =>
  state === 'done' && effects?.mails !== undefined;

/** One that is only claimed lies in the queue still. */
function takenMail(row: Row): Name[] {
  const waiting = fieldsOrNone(waitingMailRow, row);
  return [...waiting, ...fieldsOrNone(mailRow, row).filter(({ state }) => state !== 'claimed')];
}

/** Event ids: new at each write, or repeatable for events that must count once. */
import { encodeTime, incrementBase32, ulid } from 'ulid';
import type { Deps } from './deps.ts';
import type { Keys } from './keyring.ts';

/** Crockford's base32 alphabet, as in every ULID. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeLetters = 10;
const nameLetters = 16;

/** The last event of this process: the next one in its millisecond sorts after it. */
let last = { writtenAt: Number.NaN, eventId: '' };

/**
 * The identity of an event about to be written. Its instant is the writer's current time, not the
 * start of the request or run, so that repair finds the journal rows of a long run.
 * @returns a ULID and its instant, which the event carries as `at`; of two in one millisecond of
 * this process, the later one sorts later
 */
export function newEvent({ clock }: Pick<Deps, 'clock'>): { eventId: string; at: string } {
  const writtenAt = clock();
  const eventId = writtenAt === last.writtenAt ? incrementBase32(last.eventId) : ulid(writtenAt);
  last = { writtenAt, eventId };
  return { eventId, at: new Date(writtenAt).toISOString() };
}

/** @param at the id's instant @returns a ULID, the same for the same name and instant */
export function eventIdFor(keys: Pick<Keys, 'idFor'>, name: string, at: string): string {
  const bytes = Buffer.from(keys.idFor(`${name} ${at}`).replaceAll('-', ''), 'hex');
  const tail = Array.from(bytes.subarray(0, nameLetters), (byte) => letters.charAt(byte % 32));
  return `${encodeTime(Date.parse(at), timeLetters)}${tail.join('')}`;
}

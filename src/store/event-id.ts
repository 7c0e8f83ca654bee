/** Event ids that come out the same again, for what may be done twice and must count once. */
import { encodeTime } from 'ulid';
import type { Keys } from './keyring.ts';

/** Crockford's letters, as in every ULID. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeLetters = 10;
const nameLetters = 16;

/** @param at the instant that the id carries @returns a ULID, always the same for name and instant */
export function eventIdFor(keys: Pick<Keys, 'idFor'>, name: string, at: string): string {
  const bytes = Buffer.from(keys.idFor(`${name} ${at}`).replaceAll('-', ''), 'hex');
  const tail = Array.from(bytes.subarray(0, nameLetters), (byte) => letters.charAt(byte % 32));
  return `${encodeTime(Date.parse(at), timeLetters)}${tail.join('')}`;
}

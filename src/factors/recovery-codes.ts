/** Recovery codes: derived from the keyring when needed, never stored, each valid once. */
import { timingSafeEqual } from 'node:crypto';
import { asciiDigits } from '../policy/clean-text.ts';
import { limit } from '../policy/limits.ts';
import type { Keys } from '../store/keyring.ts';
import type { RecoveryRow } from '../store/rows/sign-in.ts';

/** Crockford's base 32: no characters that are easily confused in writing. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 80 bits: infeasible to guess, so attempts need no limit (NIST SP 800-63B-4, 3.1.2.2). */
const codeCharacters = 16;

export const newRecovery = (setId: string, now: string): RecoveryRow => ({
  createdAt: now,
  setId,
  used: [],
});

/** @returns all codes of the set, used or not, as shown to the person: `7K3M-…` */
export function recoveryCodes(keys: Keys, userId: string, setId: string): string[] {
  return Array.from({ length: limit.recoveryCodes }, (_, number) => {
    const bytes = Buffer.from(keys.recoverySecret(`${userId} ${setId} ${number}`), 'hex');
    const letters = [...bytes.subarray(0, codeCharacters)].map((byte) => alphabet[byte % 32]);
    return letters.join('').replaceAll(/(.{4})(?=.)/g, '$1-');
  });
}

/** @returns the set with this code marked as used, or undefined when it is wrong or already used */
export function withoutCode(
  keys: Keys,
  userId: string,
  recovery: RecoveryRow | undefined,
  typed: string,
): RecoveryRow | undefined {
  if (!recovery) return undefined;
  const given = Buffer.from(
    normalized(typed)
      .padEnd(codeCharacters)
      .slice(0, codeCharacters + 1),
  );
  const number = recoveryCodes(keys, userId, recovery.setId).findIndex((code) => {
    const expected = Buffer.from(normalized(code));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (number < 0 || recovery.used.includes(number)) return undefined;
  return { ...recovery, used: [...recovery.used, number] };
}

export const codesLeft = (recovery: RecoveryRow | undefined): number =>
  recovery ? limit.recoveryCodes - recovery.used.length : 0;

/** Accepts any character width, any digits, and the list's number before the code: `8. 7K3M-…`. */
function normalized(code: string): string {
  const letters = asciiDigits(code.normalize('NFKC')).toUpperCase();
  const only = letters
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return only.replace(new RegExp(`^\\d{1,2}(?=.{${codeCharacters}}$)`), '');
}

/** Which passwords are taken, by NIST SP 800-63B-4: length and a blocklist, no composition rules. */
import { createHmac, type KeyObject } from 'node:crypto';
import { limit } from './limits.ts';
import type { Fault } from './problems.ts';
import { serviceNames } from './service-names.ts';

/** Words that say nothing about the person who types them. */
const common = ['password', 'salasana', 'losenord', 'lösenord', 'qwerty', 'työllisyys', 'helsinki'];

/** What can be wrong with a password; pages have words for each. */
type PasswordRule = 'too_short' | 'repeats' | 'guessable' | 'breached';

/** Parts of names shorter than this would forbid too much. */
const partCharactersMin = 4;

/** A password must still be this long when all that others could know is taken out of it. */
const remainderCharactersMin = 8;

/**
 * @param known the person's own names and address
 * @param breached passwords that everybody tries first, in lower case
 * @returns what is wrong, in words that a person understands; empty when it is good
 */
export function faultsOfPassword(
  password: string,
  known: readonly string[],
  field: string,
  breached: ReadonlySet<string>,
): Fault[] {
  const text = password.normalize('NFKC');
  const length = [...text].length;
  const fault = (rule: PasswordRule, message: string) => [{ field, message, rule }];
  if (length < limit.passwordCharactersMin)
    return fault(
      'too_short',
      `must have at least ${limit.passwordCharactersMin} characters; it has ${length}`,
    );
  if (new Set(text).size < 5)
    return fault('repeats', 'repeats a few characters; mix in other words');
  const lower = text.toLowerCase();
  if (disguises(lower).some((each) => breached.has(each)))
    return fault(
      'breached',
      'is one of the passwords that are tried first, alone, repeated or with digits; choose another',
    );
  const names = [...known, ...Object.values(serviceNames), ...common]
    .flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}]+/u)])
    .map((name) => name.normalize('NFKC').toLowerCase())
    .filter((name) => name.length >= partCharactersMin)
    .sort((a, b) => b.length - a.length);
  const rest = names.reduce((left, name) => left.replaceAll(name, ''), lower);
  if (/^[\d\s./-]*$/.test(rest) || [...rest].length < remainderCharactersMin)
    return fault(
      'guessable',
      'is made of names, digits or common words; add words that nobody would guess',
    );
  return [];
}

/** What is left when digits and signs at its ends, and repetitions, are taken away. */
function disguises(lower: string): string[] {
  const letters = lower.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const bare = lower.replaceAll(/[^\p{L}]+/gu, '');
  return [lower, letters, bare].flatMap((each) => [each, repeatedPart(each)]);
}

/** @returns `abc` of `abcabcabc`; the text itself when nothing is repeated */
function repeatedPart(text: string): string {
  const length = (text + text).indexOf(text, 1);
  return length > 0 && length < text.length ? text.slice(0, length) : text;
}

/**
 * What bcrypt gets: it reads 72 bytes only, so the password goes through a keyed hash first.
 * @param pepper the service's key; a stolen table is useless without it
 */
export function preparedPassword(password: string, pepper: KeyObject): string {
  return createHmac('sha384', pepper).update(password.normalize('NFKC')).digest('base64');
}

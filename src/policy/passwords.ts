/** Which passwords are accepted (NIST SP 800-63B-4): length and a blocklist, no composition. */
import { asciiDigits } from './clean-text.ts';
import { limit } from './limits.ts';
import { leastChoices, repeatedPart, undisguised, withoutMarks } from './password-patterns.ts';
import type { Fault } from './problems.ts';
import { serviceNames } from './service-names.ts';

/** Words that anybody would guess. */
const common = ['password', 'salasana', 'losenord', 'lösenord', 'qwerty', 'työllisyys', 'helsinki'];

/** What can be wrong with a password; pages have a text for each. */
export type PasswordRule = 'too_short' | 'repeats' | 'pattern' | 'guessable' | 'breached';

/** Forbidding shorter parts of names would rule out too much. */
const partCharactersMin = 4;

/** A password must still be this long without everything that others could know. */
const remainderCharactersMin = 8;

/**
 * @param known the person's own names and address
 * @param breached the passwords that attackers try first, in lower case
 * @returns what is wrong, in plain words; empty if the password is good
 */
export function faultsOfPassword(
  password: string,
  known: readonly string[],
  field: string,
  breached: ReadonlySet<string>,
): (Fault & { rule: PasswordRule })[] {
  const text = asciiDigits(password.normalize('NFKC'));
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
  const forms = [lower, withoutMarks(lower)].flatMap((form) => [form, undisguised(form)]);
  if (forms.flatMap(disguises).some((each) => breached.has(each)))
    return fault(
      'breached',
      'is one of the passwords that attackers try first, alone, repeated or with digits; choose another',
    );
  const names = [...known, ...Object.values(serviceNames), ...common]
    .flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}]+/u)])
    .map((name) => name.normalize('NFKC').toLowerCase())
    .filter((name) => name.length >= partCharactersMin)
    .flatMap((name) => [name, withoutMarks(name)])
    .flatMap((name) => [name, [...name].reverse().join('')])
    .sort((a, b) => b.length - a.length);
  const withoutNames = (form: string) =>
    names.reduce((left, name) => left.replaceAll(name, ''), form);
  const rests = forms.map((form) => ({ form, rest: withoutNames(form) }));
  const isShort = (rest: string) => [...rest].length < remainderCharactersMin;
  if (rests.some(({ form, rest }) => /^[\d\s./-]*$/.test(rest) || (rest !== form && isShort(rest))))
    return fault(
      'guessable',
      'consists of names, digits or common words; add words that nobody would guess',
    );
  if (rests.some(({ rest }) => leastChoices(rest) < remainderCharactersMin))
    return fault(
      'pattern',
      'follows the keys, the alphabet, numbers or dates, or repeats itself; use words instead',
    );
  return [];
}

/** The password without the digits and signs at its ends, and without repetitions. */
function disguises(lower: string): string[] {
  const letters = lower.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const bare = lower.replaceAll(/[^\p{L}]+/gu, '');
  return [lower, letters, bare].flatMap((each) => [each, repeatedPart(each)]);
}

/** People with unusual names and dates, and what somebody may type to find them. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { cleanText } from '../../src/policy/clean-text.ts';
import { limit } from '../../src/policy/limits.ts';
import { wordsIn } from '../../src/policy/search-words.ts';
import { statuses, steps } from '../../src/policy/statuses.ts';
import { dayMs, earlierBy } from '../../src/policy/time.ts';
import type { SearchRow } from '../../src/store/rows/list.ts';

export type Named = Pick<SearchRow, 'firstName' | 'lastName' | 'email'>;

/** Apostrophes, hyphens, many scripts, letters that change with their case. */
const parts = [
  ...'Anna anna Ann An Annabella-Maria O’Brien D’Arc van der Y Åsa Öhman Jean‑Luc ʻOkina'.split(
    ' ',
  ),
  ...'Weiß Łukasz İbrahim Yıldız ΟΔΥΣΣΕΥΣ Σίσυφος Иван Їжак 王小明 𠮷野家 大𠮷野家 नमस्ते'.split(' '),
  ...['💚', 'ﬁnn', 'e\u0301e\u0301e\u0301', 'R2D2', '3M', 'Ζαΐμης', 'İ\u0307smet'],
];
const joints = ['', ' ', '-', "'", '’', '. ', '/', ' 💚 ', '·'];

const part = fc.constantFrom(...parts);
const name = fc
  .tuple(part, fc.array(fc.tuple(fc.constantFrom(...joints), part), { maxLength: 3 }))
  .map(([first, rest]) => cleanText(first + rest.flat().join('')));
const local = fc.stringMatching(/^[a-c][a-c.+'_-]{0,9}[a-c0-9]$/);
const domain = fc.stringMatching(/^[ab]{1,4}-?[ab]{1,3}\.fi$/);
const email = fc.tuple(local, domain).map((both) => both.join('@').replaceAll(/\.{2,}/g, '.'));

export const named: fc.Arbitrary<Named> = fc.record({ firstName: name, lastName: name, email });

const outOf = 8;

/** Of eight times, this many. */
const times =
  (count: number) =>
  <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.oneof(
      { weight: count, arbitrary: one },
      { weight: outOf - count, arbitrary: fc.constant(undefined) },
    );
const rarely = times(1);
const often = times(6);

const role = fc.constantFrom('editor', 'expert', 'primary_user');
const organizations = [randomUUID(), randomUUID()];

/** An instant of the year before. */
const instant = (now: string) =>
  fc.integer({ min: 0, max: 400 }).map((days) => earlierBy(now, days * dayMs));

/** In any state, most of them improbable. */
export function person(now: string): fc.Arbitrary<SearchRow> {
  const at = instant(now);
  const entry = fc.oneof(
    { weight: 1, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.record({ approvalAskedAt: at }) },
    { weight: 6, arbitrary: fc.record({ activatedAt: at, lastActivityAt: often(at) }) },
  );
  const state = fc.record({
    firstNoticeAt: rarely(at),
    unconfirmedAt: rarely(at),
    restoreAskedAt: rarely(at),
    deactivatedAt: rarely(at),
    employmentEndsOn: rarely(at.map((one) => one.slice(0, 10))),
  });
  const place = fc.record({
    organizationId: fc.constantFrom(...organizations),
    role,
    secondFactor: fc.boolean(),
    invitedAt: at,
    invitationExpiresAt: at,
  });
  const fixed = { language: 'fi', revision: 1, invitedBy: 'service' } as const;
  return fc
    .tuple(named, place, entry, state)
    .map((all) => Object.assign({ userId: randomUUID(), ...fixed }, ...all));
}

const changes = [
  (text: string) => text,
  (text: string) => text.toUpperCase(),
  (text: string) => text.toLowerCase(),
  (text: string) => text.normalize('NFD'),
  (text: string) => ` ${text}, `,
];

/** Some of a person's words or their beginnings, in any order. */
export function typedFor({ firstName, lastName, email: address }: Named): fc.Arbitrary<string> {
  const words = [firstName, lastName, address];
  const beginning = fc
    .tuple(
      fc.constantFrom(...words, ...wordsIn(words.join(' '))),
      fc.nat(1),
      fc.integer({ min: 2, max: 20 }),
    )
    .map(([text, from, count]) => [...text].slice(from, from + count).join(''));
  const typed = fc
    .tuple(beginning, fc.constantFrom(...changes))
    .map(([text, change]) => change(text));
  return fc
    .array(typed, { minLength: 1, maxLength: 3 })
    .map((texts) => cleanText(texts.join(' ')).slice(0, limit.searchCharactersMax))
    .filter((text) => text !== '');
}

/** What a search may ask for, mostly for one of the people. */
export function asked(people: readonly SearchRow[], now: string) {
  const day = instant(now).map((at) => at.slice(0, 10));
  return fc.record({
    text: often(fc.constantFrom(...people).chain(typedFor)),
    status: rarely(fc.constantFrom(...statuses)),
    role: rarely(role),
    lastUsedBefore: rarely(day),
    lapsesBefore: rarely(day),
    withoutSecondFactor: rarely(fc.constant(true)),
  });
}

/** What the list of upcoming steps may be asked for. */
export const upcomingAsked = fc.record({
  days: fc.integer({ min: 1, max: limit.upcomingDaysMax }),
  step: rarely(fc.constantFrom(...steps)),
});

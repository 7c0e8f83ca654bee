/** Input schemas shared by the routes; text is normalized here and only here. */
import { z } from 'zod';
import { cleanText } from './clean-text.ts';
import { addressFault, cleanAddress, cleanDomain, isDomain } from './email-address.ts';
import { languages } from './languages.ts';
import { endOfDay, startOfDay } from './lifecycle.ts';
import { limit } from './limits.ts';
import { onFirstUse } from './on-first-use.ts';
import { roles } from './roles.ts';
import { hasWebAddress } from './web-address.ts';

/** Characters that are invisible or reverse the order of others. */
const unprintable = onFirstUse(
  () =>
    /[\p{Cc}\p{Zl}\p{Zp}\p{Co}\p{Cs}\u0600-\u0605\u061C\u06DD\u070F\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/u,
);

/** Text that is too long is not examined further. */
const atMost = (charactersMax: number) => ({
  error: `must have at most ${charactersMax} characters`,
  abort: true,
});

const line = (charactersMax: number) =>
  z
    .string()
    .overwrite(cleanText)
    .min(1, 'must not be empty')
    .max(charactersMax, atMost(charactersMax))
    .refine((text) => !unprintable().test(text), {
      error: 'must be one line without control characters',
      params: { rule: 'unprintable' },
    })
    .refine((text) => !hasWebAddress(text), {
      error: 'must not contain web addresses; put a space after a full stop',
      params: { rule: 'web_address' },
    });

const visible = '[\\p{L}\\p{N}\\p{S}]';
const hasVisible = onFirstUse(() => new RegExp(visible, 'u'));

/** The name of a person, an organization or a device: it has a visible character. */
export const name = line(limit.nameCharactersMax)
  .refine((text) => hasVisible().test(text), {
    error: 'must have a letter or a digit',
    params: { rule: 'format' },
  })
  .meta({ pattern: visible });

/** Programs end lines differently, and a text copied from a table contains tabs. */
const paragraphs = (text: string) =>
  cleanText(text.replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replaceAll('\t', ' '));

/** Longer plain text: no markup, line breaks allowed, no invisible characters. */
const longText = (charactersMax: number) =>
  z
    .string()
    .overwrite(paragraphs)
    .min(1, 'must not be empty')
    .max(charactersMax, atMost(charactersMax))
    .refine(
      (text) => !unprintable().test(text.replaceAll('\n', ' ')),
      'must be plain text without control characters',
    );

/** A few sentences in somebody's own words. */
export const note = longText(limit.noteCharactersMax);

/** One address, one spelling. @see cleanAddress */
export const email = z
  .string()
  .overwrite(cleanAddress)
  .max(limit.emailCharactersMax, atMost(limit.emailCharactersMax))
  .superRefine((address, context) => {
    const message = addressFault(address);
    if (message) context.addIssue({ code: 'invalid_format', format: 'email', message });
  })
  .meta({ format: 'email' });

/** @see cleanDomain */
export const domain = z
  .string()
  .overwrite(cleanDomain)
  .max(limit.domainCharactersMax, atMost(limit.domainCharactersMax))
  .refine(isDomain, { error: 'must be a domain such as example.fi', params: { rule: 'format' } });

/** The text of a search for people. */
export const searchText = z
  .string()
  .overwrite(cleanText)
  .min(1)
  .max(limit.searchCharactersMax, atMost(limit.searchCharactersMax));

/** A code as typed: spaces, hyphens and the digits of any script are accepted. */
export const code = z.string().min(1).max(limit.codeCharactersMax);

/** Long texts are refused here so that hashing stays bounded; the rules are in passwords.ts. */
export const password = z.string().min(1).max(limit.passwordCharactersMax);

/** A person's own words in an e-mail. */
export const reason = line(limit.reasonCharactersMax);

export const language = z.enum(languages);
export const role = z.enum(roles);
export const id = z.uuid();
/** In responses. */
export const day = z.iso.date();

/** A date outside a plausible range of years is a typing error or an attack. */
const isSensibleYear = (text: string): boolean => {
  const year = Number(text.slice(0, 4));
  return year >= limit.yearMin && year <= limit.yearMax;
};
const years = `from ${limit.yearMin} to ${limit.yearMax}`;

/** In requests. */
export const dayAsked = day.refine(isSensibleYear, `must be a day ${years} such as 2026-12-31`);

/** In responses. */
export const instant = z.iso.datetime();

const instantRule = `must be an instant ${years} such as 2026-12-31T22:00:00Z, or a day such as 2026-12-31`;

/**
 * In requests: an instant with any offset, or a day in Helsinki. In a URL, a plus sign that was not
 * encoded arrives as a space.
 * @param instantOf turns a day into an instant
 */
const asked = (instantOf: (day: string) => string) =>
  z
    .string()
    .overwrite((text) =>
      text
        .trim()
        .toUpperCase()
        .replace(/ (?=\d\d:?\d\d$)/, '+'),
    )
    .refine(isSensibleYear, instantRule)
    .pipe(z.union([day, z.iso.datetime({ offset: true })], instantRule))
    .transform((text) =>
      day.safeParse(text).success ? instantOf(text) : new Date(text).toISOString(),
    );

/** A day means its beginning. */
export const from = asked(startOfDay);

/** A day means its end. */
export const until = asked(endOfDay);

/** Identifies one of the person's own links; it opens nothing. */
export const linkId = z.string().regex(/^[\w-]{16}$/);

export const token = z.string().min(1).max(512);

/** The same text in every language. @param charactersMax of each */
export const translated = (charactersMax: number) =>
  z.strictObject({
    fi: longText(charactersMax),
    sv: longText(charactersMax),
    en: longText(charactersMax),
  });

/** Where a list continues; opaque. */
export const cursor = z.string().min(1).max(2_048);

/** Rows to skip, for pages by number. */
export const skippedRows = z.coerce.number().int().min(0).max(limit.scanRowsMax).default(0);

export const pageRows = z.coerce
  .number()
  .int()
  .min(1)
  .max(limit.pageRowsMax)
  .default(limit.pageRowsDefault);

/** The shapes of what comes in, shared by routes; text is normalized here and only here. */
import { z } from 'zod';
import { cleanText } from './clean-text.ts';
import { addressFault, cleanAddress, cleanDomain, isDomain } from './email-address.ts';
import { languages } from './languages.ts';
import { endOfDay, startOfDay } from './lifecycle.ts';
import { limit } from './limits.ts';
import { roles } from './roles.ts';
import { hasWebAddress } from './web-address.ts';

/** Characters that nobody can see, or that turn the order of others around. */
const unprintable =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Co}\p{Cs}\u0600-\u0605\u061C\u06DD\u070F\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/u;

/** What is too long is not looked at any further. */
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
    .refine((text) => !unprintable.test(text), {
      error: 'must be one line without control characters',
      params: { rule: 'unprintable' },
    })
    .refine((text) => !hasWebAddress(text), {
      error: 'must be without web addresses; put a space after a full stop',
      params: { rule: 'web_address' },
    });

/** A person's, an organization's or a device's: something in it can be seen. */
export const name = line(limit.nameCharactersMax).regex(
  /[\p{L}\p{N}\p{S}]/u,
  'must have a letter or a digit',
);

/** A few sentences in somebody's own words; line breaks stay, other characters nobody sees go not in. */
export const note = z
  .string()
  .overwrite(cleanText)
  .min(1, 'must not be empty')
  .max(limit.noteCharactersMax, atMost(limit.noteCharactersMax))
  .refine((text) => !unprintable.test(text.replaceAll(/\r?\n/g, ' ')), 'must be plain text');

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

/** What people are searched by. */
export const searchText = z
  .string()
  .overwrite(cleanText)
  .min(1)
  .max(limit.searchCharactersMax, atMost(limit.searchCharactersMax));

/** A code as typed: spaces, hyphens and the digits of any script do no harm. */
export const code = z.string().min(1).max(limit.codeCharactersMax);

/** Long texts are cut off here so that hashing stays bounded; the rules are in passwords.ts. */
export const password = z.string().min(1).max(limit.passwordCharactersMax);

/** A person's own words in a mail. */
export const reason = line(limit.reasonCharactersMax);

export const language = z.enum(languages);
export const role = z.enum(roles);
export const id = z.uuid();
/** What the service tells. */
export const day = z.iso.date();

/** Beyond the years that people mean, a date is a slip or an attack. */
const isSensibleYear = (text: string): boolean => {
  const year = Number(text.slice(0, 4));
  return year >= limit.yearMin && year <= limit.yearMax;
};
const years = `from ${limit.yearMin} to ${limit.yearMax}`;

/** What a caller asks for. */
export const dayAsked = day.refine(isSensibleYear, `must be a day ${years} such as 2026-12-31`);

/** What the service tells. */
export const instant = z.iso.datetime();

const instantRule = `must be an instant ${years} such as 2026-12-31T22:00:00Z, or a day such as 2026-12-31`;

/**
 * What a caller asks for: an instant with any offset, or a day in Helsinki. In an address, a plus
 * sign that was not encoded arrives as a space.
 * @param instantOf where a day is given
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

/** Names a link of the person's own; it opens nothing. */
export const linkId = z.string().regex(/^[\w-]{16}$/);

export const token = z.string().min(1).max(512);

/** Longer text, as it is read: no markup, lines allowed, nothing that cannot be seen. */
const longText = (charactersMax: number) =>
  z
    .string()
    .overwrite(cleanText)
    .min(1, 'must not be empty')
    .max(charactersMax, atMost(charactersMax))
    .refine(
      (text) => !unprintable.test(text.replaceAll('\n', ' ')),
      'must be plain text without control characters',
    );

/** The same text in every language. @param charactersMax of each */
export const translated = (charactersMax: number) =>
  z.strictObject({
    fi: longText(charactersMax),
    sv: longText(charactersMax),
    en: longText(charactersMax),
  });

/** Where a list goes on; opaque. */
export const cursor = z.string().min(1).max(2_048);

export const pageRows = z.coerce
  .number()
  .int()
  .min(1)
  .max(limit.pageRowsMax)
  .default(limit.pageRowsDefault);

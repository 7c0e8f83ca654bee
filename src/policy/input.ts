/** The shapes of what comes in, shared by routes; text is normalized here and only here. */
import { z } from 'zod';
import { languages } from './languages.ts';
import { limit } from './limits.ts';
import { roles } from './roles.ts';

/** Refuses what mail clients would turn into links, and characters nobody can see. */
const plainText = /^(?!.*(?::\/\/|www\.))[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]+$/u;

export const name = z
  .string()
  .trim()
  .normalize('NFC')
  .min(1, 'must not be empty')
  .max(limit.nameCharactersMax, `must have at most ${limit.nameCharactersMax} characters`)
  .regex(plainText, 'must be plain text without web addresses or control characters');

/** A few sentences in somebody's own words; line breaks stay, other characters nobody sees go not in. */
export const note = z
  .string()
  .trim()
  .normalize('NFC')
  .min(1, 'must not be empty')
  .max(limit.noteCharactersMax, `must have at most ${limit.noteCharactersMax} characters`)
  .refine(
    (text) => !/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u.test(text.replaceAll(/\r?\n/g, ' ')),
    'must be plain text',
  );

/** One address, one spelling: trimmed and in lower case; letters beyond ASCII are refused. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(limit.emailCharactersMax)
  .pipe(z.email('must be an e-mail address such as name@example.fi'));

/** Long texts are cut off here so that hashing stays bounded; the rules are in passwords.ts. */
export const password = z.string().min(1).max(limit.passwordCharactersMax);

/** A person's own words in a mail. */
export const reason = z
  .string()
  .trim()
  .normalize('NFC')
  .min(1)
  .max(limit.reasonCharactersMax)
  .regex(plainText, 'must be one line of plain text without web addresses');

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

/** What a caller asks for. */
export const instantAsked = z.iso
  .datetime()
  .refine(isSensibleYear, `must be an instant ${years} such as 2026-12-31T22:00:00Z`)
  .transform((text) => new Date(text).toISOString());

export const token = z.string().min(1).max(512);

/** Longer text, as it is read: no markup, lines allowed, nothing that cannot be seen. */
const readable = /^(?:[^\p{Cc}\p{Cf}\p{Co}\p{Cs}]|\n)+$/u;
const longText = (charactersMax: number) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .min(1, 'must not be empty')
    .max(charactersMax, `must have at most ${charactersMax} characters`)
    .regex(readable, 'must be plain text without control characters');

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

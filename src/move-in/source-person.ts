/** One person of a file as every format describes them, checked field by field. */
import { z } from 'zod';
import { namedPerson } from '../imports/read-file.ts';
import { languageOf } from '../imports/words.ts';
import { cleanText } from '../policy/clean-text.ts';
import { limit } from '../policy/limits.ts';
import { isObject } from '../policy/people-file.ts';

/** A value, or a list of them; empty ones are omitted. */
const several = z
  .union([z.string(), z.array(z.string().nullable()).max(limit.moveInRolesMax)])
  .default([])
  .transform((given) => [given].flat().map((each) => cleanText(each ?? '')))
  .transform((given) => given.filter(Boolean));

const isoDay = /^(\d{4})-(\d\d)-(\d\d)$/;
const finnishDay = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
/** As databases and spreadsheets write it: `2026-01-31 10:15:00`, `31.1.2026 klo 10.15`. */
const clockTime = /^([\d.-]{8,10})[ T](?:klo |kl\. )?(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:\.\d+)?)?$/;

/**
 * An instant with any offset, or a day such as `2026-01-31` or `31.1.2026`, with or without a time:
 * in UTC, where no offset is given, and at the beginning of the day.
 */
const instant = z.string().transform((given, context) => {
  const text = given.trim();
  const [, dayOnly = text, hour = '0', minute = '00', second = '00'] = clockTime.exec(text) ?? [];
  const [, of = '', month = '', year] = finnishDay.exec(dayOnly) ?? [];
  const day = year ? `${year}-${month.padStart(2, '0')}-${of.padStart(2, '0')}` : dayOnly;
  const written = isoDay.test(day) ? `${day}T${hour.padStart(2, '0')}:${minute}:${second}Z` : text;
  const checked = z.iso.datetime({ offset: true }).safeParse(written);
  if (checked.success) return new Date(checked.data).toISOString();
  context.addIssue({ code: 'custom', message: 'must be an instant or a day' });
  return z.NEVER;
});

export const sourcePerson = namedPerson.extend({
  /** The id in the system that the person comes from. */
  externalId: z
    .union([z.string(), z.number().int()])
    .transform((given) => cleanText(String(given)))
    .pipe(
      z
        .string()
        .regex(/^[\p{L}\p{N}\p{P}\p{S} ]*$/u)
        .max(limit.externalIdCharactersMax),
    )
    .transform((text) => text || undefined)
    .optional(),
  language: z.string().max(limit.nameCharactersMax).transform(languageOf).optional(),
  organization: several,
  role: several,
  createdAt: instant.optional(),
  /** null: never signed in; absent: unknown. */
  lastSignInAt: instant.nullish(),
  status: z.enum(['active', 'blocked']).default('active'),
  passwordHash: z.string().default(''),
});
export type SourcePerson = z.output<typeof sourcePerson>;

/** `line` counts from 1: the line of the file, or the place in its list of people. */
export type SourceLine = { line: number } & (
  | { person: SourcePerson }
  | { faults: readonly string[] }
);

/** @param given in the service's own format; unknown fields are ignored @returns the names of faults */
export function readPerson(line: number, given: unknown): SourceLine {
  const read = sourcePerson.safeParse(withoutNulls(given));
  if (read.success) return { line, person: read.data };
  const faults = read.error.issues.map(({ path }) => String(path[0] ?? 'line'));
  return { line, faults: [...new Set(faults)] };
}

/** Databases write null for what is absent; only for the last sign-in it says something else. */
function withoutNulls(given: unknown): unknown {
  if (!isObject(given)) return given;
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => value !== null || name === 'lastSignInAt'),
  );
}

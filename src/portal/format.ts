/** Formats dates, times and numbers as used in Finland, in the user's language. */
import type { Language } from '../policy/languages.ts';
import { hourMs } from '../policy/time.ts';

const locales: Record<Language, string> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' };
const timeZone = 'Europe/Helsinki';

/** @param at an ISO instant or date */
export function formatDay(at: string, language: Language): string {
  return format(at, language, { day: 'numeric', month: 'numeric', year: 'numeric' });
}

export function formatTime(at: string, language: Language): string {
  return format(at, language, {
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** @returns the day in Finland at the instant, in ISO form, such as `2026-12-31` */
export function isoDayOf(at: Date): string {
  const iso = { year: 'numeric', month: '2-digit', day: '2-digit', timeZone } as const;
  // Swedish writes days in ISO form.
  return new Intl.DateTimeFormat('sv-SE', iso).format(at);
}

/**
 * @param local a time in Finland, such as `2026-12-31T18:00`
 * @returns the ISO instant; of the two in the hour when summer time ends, the earlier
 */
export function instantOf(local: string): string {
  const asUtc = Date.parse(`${local}Z`);
  const offset = (at: number) => Date.parse(`${localTimeOf(new Date(at))}Z`) - at;
  const guess = asUtc - offset(asUtc);
  return new Date(asUtc - Math.max(offset(guess), offset(guess - hourMs))).toISOString();
}

/** @returns the time in Finland to the minute, such as `2026-12-31T18:00` */
export function localTimeOf(at: Date): string {
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  return `${isoDayOf(at)}T${new Intl.DateTimeFormat('sv-SE', clock).format(at)}`;
}

export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(locales[language]).format(value);
}

/** Memoized: creating a formatter takes longer than formatting a whole table with it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(at: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  const zone = at.length === 10 ? 'UTC' : timeZone;
  const name = `${language} ${zone} ${'hour' in options}`;
  const known = formats.get(name);
  const made = known ?? new Intl.DateTimeFormat(locales[language], { ...options, timeZone: zone });
  if (!known) formats.set(name, made);
  return made.format(new Date(at));
}

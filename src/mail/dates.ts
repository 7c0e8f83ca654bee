/** Dates as people in Finland read them: Helsinki time, in the language of the e-mail. */
import { Temporal } from 'temporal-polyfill';
import type { Language } from '../policy/languages.ts';
import { timeZone } from '../policy/lifecycle.ts';

const locales: Record<Language, string> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' };
const atWords: Record<Language, string> = { fi: 'klo', sv: 'kl.', en: 'at' };

/** @returns functions that format an ISO instant for e-mails in the language */
export function datesIn(language: Language) {
  const month = language === 'en' ? 'long' : 'numeric';
  const dayFormat = once(() => format(language, { day: 'numeric', month, year: 'numeric' }));
  const hour = language === 'en' ? '2-digit' : 'numeric';
  const timeFormat = once(() => format(language, { hour, minute: '2-digit', hourCycle: 'h23' }));

  /** @returns the instant's day: `31.12.2026`, `31 December 2026` */
  function day(instant: string): string {
    return dayFormat().format(new Date(instant));
  }

  /** @returns the last full day before the instant; a day such as `2026-12-31` is that day */
  function lastDay(end: string): string {
    const instant = /^\d{4}-\d{2}-\d{2}$/.test(end)
      ? Temporal.PlainDate.from(end).toZonedDateTime(timeZone).toInstant()
      : Temporal.Instant.from(end).subtract({ milliseconds: 1 });
    return dayFormat().format(instant.epochMilliseconds);
  }

  /** @returns day and time: `31.12.2026 klo 14.00`, `31 December 2026 at 14:00` */
  function moment(instant: string): string {
    const time = timeFormat().format(new Date(instant));
    return `${day(instant)} ${atWords[language]} ${time}${offsetIfRepeated(instant)}`;
  }

  return { day, lastDay, moment };
}

/** Creating a format takes milliseconds, and a process that is starting sends no e-mail. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locales[language], { timeZone, ...options });
}

/** The hour repeated at the end of summer time needs its offset to be unambiguous. */
function offsetIfRepeated(instant: string): string {
  const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const local = zoned.toPlainDateTime();
  const first = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const second = local.toZonedDateTime(timeZone, { disambiguation: 'later' });
  return first.equals(second) ? '' : ` (UTC${zoned.offset})`;
}

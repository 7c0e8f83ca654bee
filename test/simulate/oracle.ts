/** What really happened to a person, kept apart from what the service keeps; the rules, once more. */
import { Temporal } from 'temporal-polyfill';
import { timeZone } from '../../src/policy/lifecycle.ts';

export type Known = {
  userId: string;
  email: string;
  activeAt: number;
  /** When the first notice of this round went out. */
  noticedAt: number | undefined;
  /** When the service put the person out. */
  outAt: number | undefined;
  employmentEnds: number | undefined;
  erased: boolean;
};

/** The end of the day in Helsinki, so much later. */
export function endOfDay(at: number, duration: Temporal.DurationLike): number {
  const day = Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timeZone)
    .add(duration)
    .toPlainDate();
  return day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
}

export const sixMonthsOf = (known: Known): number => endOfDay(known.activeAt, { months: 6 });

/** @returns when the account stops: never without a notice that is seven days old */
export function lapseOf(known: Known): number {
  const ends = known.employmentEnds ?? Number.POSITIVE_INFINITY;
  if (known.noticedAt === undefined) return ends;
  return Math.min(ends, Math.max(sixMonthsOf(known), endOfDay(known.noticedAt, { days: 7 })));
}

export const isOut = (known: Known, now: number): boolean =>
  known.erased || known.outAt !== undefined || now >= lapseOf(known);

export const eraseAtOf = (known: Known): number =>
  endOfDay(known.outAt ?? Number.POSITIVE_INFINITY, { days: 30 });

export function cameBack(known: Known, now: number): void {
  Object.assign(known, { activeAt: now, noticedAt: undefined, outAt: undefined });
}

/** An independent record of what happened to people, with a second implementation of the rules. */
import { Temporal } from 'temporal-polyfill';
import { timeZone } from '../../src/policy/lifecycle.ts';

export type Known = {
  userId: string;
  email: string;
  activeAt: number;
  /** Instant of the first notice of the current inactivity, in milliseconds. */
  noticedAt: number | undefined;
  /** Instant of deactivation, in milliseconds. */
  deactivatedAt: number | undefined;
  employmentEnds: number | undefined;
  erased: boolean;
};

/** @returns the end of the Helsinki day that is the duration later */
export function endOfDay(at: number, duration: Temporal.DurationLike): number {
  const day = Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timeZone)
    .add(duration)
    .toPlainDate();
  return day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
}

export const sixMonthsOf = (known: Known): number => endOfDay(known.activeAt, { months: 6 });

/** @returns when the account is deactivated: never without a notice at least seven days old */
export function lapseOf(known: Known): number {
  const ends = known.employmentEnds ?? Number.POSITIVE_INFINITY;
  if (known.noticedAt === undefined) return ends;
  return Math.min(ends, Math.max(sixMonthsOf(known), endOfDay(known.noticedAt, { days: 7 })));
}

export const isOut = (known: Known, now: number): boolean =>
  known.erased || known.deactivatedAt !== undefined || now >= lapseOf(known);

export const eraseAtOf = (known: Known): number =>
  endOfDay(known.deactivatedAt ?? Number.POSITIVE_INFINITY, { days: 30 });

export function cameBack(known: Known, now: number): void {
  Object.assign(known, { activeAt: now, noticedAt: undefined, deactivatedAt: undefined });
}

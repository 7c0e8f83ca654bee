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
  /** Instant at which a review ended without a confirmation, in milliseconds. */
  unconfirmedAt: number | undefined;
  /** The latest answer about the person in a review. */
  answered: Answered | undefined;
  erased: boolean;
};

export type Answered = { reviewId: string; left: boolean };

/** @returns the end of the Helsinki day that is the duration later */
export function endOfDay(at: number, duration: Temporal.DurationLike): number {
  const day = Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timeZone)
    .add(duration)
    .toPlainDate();
  return day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
}

export const sixMonthsOf = (known: Known): number => endOfDay(known.activeAt, { months: 6 });

/** @returns when inactivity ends the account, or 30 days with that of the review without an answer */
export function dueOf(known: Known): number {
  const { unconfirmedAt } = known;
  const unconfirmed =
    unconfirmedAt === undefined ? Number.POSITIVE_INFINITY : endOfDay(unconfirmedAt, { days: 29 });
  return Math.min(sixMonthsOf(known), unconfirmed);
}

/** @returns when the account is deactivated: never without a notice at least seven days old */
export function lapseOf(known: Known): number {
  const ends = known.employmentEnds ?? Number.POSITIVE_INFINITY;
  if (known.noticedAt === undefined) return ends;
  return Math.min(ends, Math.max(dueOf(known), endOfDay(known.noticedAt, { days: 7 })));
}

export const isOut = (known: Known, now: number): boolean =>
  known.erased || known.deactivatedAt !== undefined || now >= lapseOf(known);

export const eraseAtOf = (known: Known): number =>
  endOfDay(known.deactivatedAt ?? Number.POSITIVE_INFINITY, { days: 30 });

/** Signing in does not confirm that somebody is still employed. */
export function cameBack(known: Known, now: number): void {
  const noticedAt = known.unconfirmedAt === undefined ? undefined : known.noticedAt;
  Object.assign(known, { activeAt: now, noticedAt, deactivatedAt: undefined });
}

/** Somebody, or the person by the link of a notice, has decided that the account stays. */
export function decided(known: Known, answered: Answered | undefined): void {
  if (known.unconfirmedAt !== undefined) known.noticedAt = undefined;
  Object.assign(known, { unconfirmedAt: undefined, answered });
}

/** @returns whether the question is answered; restoring somebody who had left asks it again */
export const isAnswered = ({ answered, employmentEnds }: Known, reviewId: string): boolean =>
  answered?.reviewId === reviewId && (!answered.left || employmentEnds !== undefined);

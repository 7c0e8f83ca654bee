/** Reviews of who is still employed: their calendar and the weight of answers, without any timer. */
import { Temporal } from 'temporal-polyfill';
import { dayOf, daysLater, endOfDay, latest } from './lifecycle.ts';
import { limit } from './limits.ts';
import { type ReviewStep, reviewAnswers } from './review-answers.ts';
import { outranks, type Role } from './roles.ts';

type ReviewDates = {
  startedAt: string;
  askedAt?: string | undefined;
  remindedAt?: string | undefined;
  escalatedAt?: string | undefined;
  closedAt?: string | undefined;
};

/** Days count from asking; an outage never shortens the time between escalation and the end. */
export function reviewCalendar({ startedAt, askedAt = startedAt, escalatedAt }: ReviewDates) {
  const lastDays = limit.reviewCloseDays - limit.reviewEscalateDays;
  const escalateAt = daysLater(askedAt, limit.reviewEscalateDays);
  const closeAt = daysLater(askedAt, limit.reviewCloseDays);
  return {
    remindAt: daysLater(askedAt, limit.reviewRemindDays),
    escalateAt,
    closeAt: latest(closeAt, daysLater(escalatedAt ?? escalateAt, lastDays)),
  };
}

/** @returns the step that is due; of a reminder and an escalation, only the latter */
export function dueReviewStep(review: ReviewDates, now: string): ReviewStep | undefined {
  const { remindAt, escalateAt, closeAt } = reviewCalendar(review);
  if (review.closedAt) return undefined;
  if (!review.askedAt) return 'ask';
  if (!review.escalatedAt) {
    if (escalateAt <= now) return 'escalate';
    return !review.remindedAt && remindAt <= now ? 'remind' : undefined;
  }
  return closeAt <= now ? 'close' : undefined;
}

/** @param since when the latest review began, or the organization was added */
export function nextReviewAt(since: string, months: number): string {
  return endOfDay(monthsAfter(since, months));
}

/** @returns until when a confirmation holds: the end of the day on which the next review is due */
export const confirmedUntilOf = ({ startedAt, months }: { startedAt: string; months: number }) =>
  nextReviewAt(startedAt, months);

function monthsAfter(instant: string, months: number): string {
  return Temporal.PlainDate.from(dayOf(instant)).add({ months }).toString();
}

type Given = { answer: string; lastDay?: string | undefined; role?: string | undefined };

/** @returns whether `one` takes more away than `other`: earlier, or a lower role */
export function isStricter(one: Given, other: Given): boolean {
  if (weight(one) !== weight(other)) return weight(one) > weight(other);
  if (one.answer === 'left') return (one.lastDay ?? '') < (other.lastDay ?? '');
  const [role, otherRole] = [roleOf(one), roleOf(other)];
  return role !== undefined && otherRole !== undefined && !outranks(role, otherRole);
}

const byWeight: readonly string[] = reviewAnswers;
const weight = ({ answer }: Given): number => byWeight.indexOf(answer);

const ranked: readonly Role[] = ['admin', 'primary_user', 'editor', 'expert'];
const roleOf = ({ role }: Given): Role | undefined => ranked.find((each) => each === role);

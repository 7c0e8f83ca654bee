/** Promise: a review's steps follow from its dates alone, and its answers have one order of weight. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  type AccountDates,
  evaluateLifecycle,
  type LifecyclePolicy,
  timeZone,
} from '../../src/policy/lifecycle.ts';
import {
  dueReviewStep,
  isStricter,
  nextReviewAt,
  reviewCalendar,
} from '../../src/policy/review.ts';

const policy: LifecyclePolicy = {
  inactivityMonths: 6,
  noticeDays: [30, 7, 1],
  eraseAfterDays: 30,
  unusedInvitationDays: 30,
};

const dayMs = 86_400_000;
const instant = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** The rule implemented a second time: the same time of day in Helsinki, so many days later. */
const daysAfter = (at: string, days: number): string =>
  new Date(
    Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).add({ days }).epochMilliseconds,
  ).toISOString();

const startOfDay = (at: string): number =>
  Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).startOfDay().epochMilliseconds;

describe('the calendar', () => {
  test('asks, reminds after 14 days, turns to the administration after 21 and ends after 28', () => {
    fc.assert(
      fc.property(instant, (startedAt) => {
        const asked = { startedAt, askedAt: startedAt };
        expect(dueReviewStep({ startedAt }, startedAt)).toBe('ask');
        const steps = [
          [asked, 14, 'remind'],
          [{ ...asked, remindedAt: daysAfter(startedAt, 14) }, 21, 'escalate'],
          [{ ...asked, escalatedAt: daysAfter(startedAt, 21) }, 28, 'close'],
        ] as const;
        for (const [review, days, step] of steps) {
          const due = daysAfter(startedAt, days);
          expect(dueReviewStep(review, due)).toBe(step);
          expect(dueReviewStep(review, new Date(Date.parse(due) - 1).toISOString())).not.toBe(step);
        }
      }),
    );
  });

  test('an outage never shortens the week between the administration and the end', () => {
    fc.assert(
      fc.property(instant, fc.nat(90), (startedAt, late) => {
        const escalatedAt = daysAfter(startedAt, 21 + late);
        const { closeAt } = reviewCalendar({ startedAt, askedAt: startedAt, escalatedAt });
        expect(closeAt >= daysAfter(escalatedAt, 7)).toBe(true);
      }),
    );
  });

  test('nothing is due once it has ended, whatever the date', () => {
    fc.assert(
      fc.property(instant, fc.nat(400), (startedAt, days) => {
        const closed = { startedAt, closedAt: startedAt };
        expect(dueReviewStep(closed, daysAfter(startedAt, days))).toBeUndefined();
      }),
    );
  });

  test.each([
    ['2026-08-31T09:00:00.000Z', 6, '2027-02-28T22:00:00.000Z'],
    ['2026-03-02T08:00:00.000Z', 12, '2027-03-02T22:00:00.000Z'],
  ])('the review after %s is due %i months later', (since, months, at) => {
    expect(nextReviewAt(since, months)).toBe(at);
  });
});

describe('the lifecycle of somebody whom a review did not confirm', () => {
  const dates = (activity: string, unconfirmedAt: string, more: AccountDates | object = {}) => ({
    invitedAt: activity,
    activatedAt: activity,
    lastActivityAt: activity,
    unconfirmedAt,
    ...more,
  });

  test('is notified on that day, and lapses after 30 days and a notice at least 7 days old', () => {
    fc.assert(
      fc.property(instant, fc.nat(60), (unconfirmedAt, later) => {
        const open = evaluateLifecycle(dates(unconfirmedAt, unconfirmedAt), policy, unconfirmedAt);
        expect(open).toMatchObject({ status: 'active', why: 'awaits_confirmation' });
        expect(Date.parse(open.next?.at ?? '')).toBe(startOfDay(unconfirmedAt));
        const firstNoticeAt = daysAfter(unconfirmedAt, later);
        const told = dates(unconfirmedAt, unconfirmedAt, { firstNoticeAt });
        const { deactivateAt = '' } = evaluateLifecycle(told, policy, firstNoticeAt);
        const notice = Date.parse(deactivateAt) - Date.parse(firstNoticeAt);
        expect(notice).toBeGreaterThanOrEqual(7 * dayMs - dayMs / 24);
        expect(Date.parse(deactivateAt) - startOfDay(unconfirmedAt)).toBeGreaterThanOrEqual(
          30 * dayMs - dayMs / 24,
        );
        expect(evaluateLifecycle(told, policy, deactivateAt)).toMatchObject({
          status: 'deactivated',
          why: 'unconfirmed',
        });
      }),
    );
  });

  test('activity changes nothing, and a confirmation alone ends it without any timer', () => {
    fc.assert(
      fc.property(instant, fc.nat(29), (unconfirmedAt, days) => {
        const lastActivityAt = daysAfter(unconfirmedAt, days);
        const firstNoticeAt = unconfirmedAt;
        const told = dates(unconfirmedAt, unconfirmedAt, { firstNoticeAt, lastActivityAt });
        const after = daysAfter(unconfirmedAt, 32);
        expect(evaluateLifecycle(told, policy, after).why).toBe('unconfirmed');
        const confirmed = { ...told, confirmedUntil: daysAfter(unconfirmedAt, 300) };
        expect(evaluateLifecycle(confirmed, policy, after).status).toBe('active');
      }),
    );
  });
});

describe('the weight of answers', () => {
  const here = { answer: 'here' };
  const role = (name: string) => ({ answer: 'role', role: name });
  const moved = { answer: 'moved' };
  const left = (lastDay: string) => ({ answer: 'left', lastDay });

  test.each([
    [role('editor'), here],
    [role('expert'), role('primary_user')],
    [moved, role('expert')],
    [left('2026-12-31'), moved],
    [left('2026-05-31'), left('2026-06-30')],
  ])('%o is stricter than %o', (one, other) => {
    expect(isStricter(one, other)).toBe(true);
    expect(isStricter(other, one)).toBe(false);
  });

  test.each([
    [here, here],
    [role('editor'), role('expert')],
    [moved, moved],
    [left('2026-12-31'), left('2026-12-31')],
  ])('of %o and %o the first stands', (one, other) => {
    expect(isStricter(one, other)).toBe(false);
    expect(isStricter(other, one)).toBe(false);
  });
});

/** Promise: the rules of dates hold for every history, whether or not timers ran. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AccountDates,
  dayOf,
  endOfDay,
  evaluateLifecycle,
  inactivityEnd,
  type LifecyclePolicy,
} from '../../src/policy/lifecycle.ts';

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
const later = (from: string, ms: number) => new Date(Date.parse(from) + ms).toISOString();

describe('dates', () => {
  test.each([
    ['2026-08-31T09:00:00.000Z', '2027-02-28T22:00:00.000Z', '31 August + 6 months is 28 February'],
    ['2027-08-31T09:00:00.000Z', '2028-02-29T22:00:00.000Z', 'and 29 February in a leap year'],
    ['2026-09-29T09:00:00.000Z', '2027-03-29T21:00:00.000Z', 'winter to summer time'],
    ['2026-04-29T20:59:59.000Z', '2026-10-29T22:00:00.000Z', 'summer to winter time'],
    ['2026-04-29T21:00:00.000Z', '2026-10-30T22:00:00.000Z', 'midnight in Helsinki is a new day'],
  ])('%s lapses at %s: %s', (activity, lapse) => {
    expect(inactivityEnd(activity, policy)).toBe(lapse);
  });
});

test('nobody is deactivated for inactivity without a notice at least 7 days old', () => {
  fc.assert(
    fc.property(instant, fc.nat(400), fc.option(fc.nat(400)), (activity, after, notice) => {
      const now = later(activity, after * dayMs);
      const firstNoticeAt = notice === null ? undefined : later(activity, notice * dayMs);
      const dates: AccountDates = { invitedAt: activity, activatedAt: activity, firstNoticeAt };
      const { status } = evaluateLifecycle(dates, policy, now);
      if (status !== 'deactivated') return;
      expect(firstNoticeAt).toBeDefined();
      expect(Date.parse(now) - Date.parse(firstNoticeAt ?? now)).toBeGreaterThanOrEqual(7 * dayMs);
      expect(now >= inactivityEnd(activity, policy)).toBe(true);
    }),
  );
});

test('everybody notified in time is deactivated from the date on, even if no timer ever ran', () => {
  fc.assert(
    fc.property(instant, fc.nat(400), (activity, over) => {
      const lapse = inactivityEnd(activity, policy);
      const dates = {
        invitedAt: activity,
        activatedAt: activity,
        lastActivityAt: activity,
        firstNoticeAt: later(lapse, -30 * dayMs),
      };
      expect(evaluateLifecycle(dates, policy, later(lapse, -1)).status).toBe('active');
      expect(evaluateLifecycle(dates, policy, later(lapse, over * dayMs)).status).toBe(
        'deactivated',
      );
    }),
  );
});

test('an end of employment takes effect on its day, with or without a notice', () => {
  const at = '2026-03-02T08:00:00.000Z';
  const dates = { invitedAt: at, activatedAt: at, employmentEndsOn: '2026-03-31' };
  const end = endOfDay('2026-03-31');
  expect(end).toBe('2026-03-31T21:00:00.000Z');
  expect(evaluateLifecycle(dates, policy, later(end, -1)).status).toBe('active');
  expect(evaluateLifecycle(dates, policy, end)).toMatchObject({
    status: 'deactivated',
    why: 'employment_ended',
  });
});

test('nobody is erased before day 30, and nobody can be restored after it', () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: 0, max: 60 * dayMs }), (deactivatedAt, after) => {
      const dates = { invitedAt: deactivatedAt, activatedAt: deactivatedAt, deactivatedAt };
      const { status, eraseAt = '' } = evaluateLifecycle(
        dates,
        policy,
        later(deactivatedAt, after),
      );
      // The day on which summer time begins is an hour shorter.
      if (status === 'erased') expect(after).toBeGreaterThanOrEqual(30 * dayMs - dayMs / 24);
      expect(status).toBe(later(deactivatedAt, after) >= eraseAt ? 'erased' : 'deactivated');
    }),
  );
});

test('an unused invitation expires at its instant and can be erased after 30 days', () => {
  const invitedAt = '2026-03-02T08:00:00.000Z';
  const dates = { invitedAt, invitationExpiresAt: later(invitedAt, 7 * dayMs) };
  const at = (ms: number) => evaluateLifecycle(dates, policy, later(invitedAt, ms)).status;
  expect(at(7 * dayMs - 1)).toBe('invited');
  expect(at(7 * dayMs)).toBe('invitation_expired');
  expect(at(32 * dayMs)).toBe('erased');
});

test('the next step of an active account is never later than its date, and notices come in order', () => {
  fc.assert(
    fc.property(instant, fc.constantFrom(undefined, 30, 7, 1), (activity, noticeQueuedDays) => {
      const given = noticeQueuedDays === undefined ? undefined : later(activity, 150 * dayMs);
      const firstNoticeAt = given;
      const dates = { invitedAt: activity, activatedAt: activity, noticeQueuedDays, firstNoticeAt };
      const { next, deactivateAt = '' } = evaluateLifecycle(dates, policy, activity);
      if (noticeQueuedDays === 1) {
        expect(next).toEqual({ step: 'deactivate', at: deactivateAt });
        return;
      }
      const following = noticeQueuedDays === undefined ? 30 : noticeQueuedDays === 30 ? 7 : 1;
      expect(next).toMatchObject({ step: 'notice', daysBefore: following });
      expect((next?.at ?? '') < deactivateAt).toBe(true);
    }),
  );
});

/** In days; people whom a review did not confirm are notified on that day. */
const pauses = fc.record({
  begun: fc.nat(400),
  lasted: fc.nat(60),
  after: fc.nat(60),
  unconfirmed: fc.option(fc.nat(150)),
});

test('a pause only ever makes dates later, and changes nothing that was over before it', () => {
  fc.assert(
    fc.property(instant, pauses, (activity, { begun, lasted, after, unconfirmed }) => {
      const from = later(activity, begun * dayMs);
      const until = later(from, lasted * dayMs);
      const firstNoticeAt = later(activity, (unconfirmed ?? 150) * dayMs);
      const given = {
        firstNoticeAt,
        ...(unconfirmed !== null && { unconfirmedAt: firstNoticeAt }),
      };
      const dates = { invitedAt: activity, activatedAt: activity, ...given };
      const at = (now: string, pause?: LifecyclePolicy['pause']) =>
        evaluateLifecycle(dates, { ...policy, pause }, now).status;
      const now = later(until, after * dayMs);
      if (at(from) === 'deactivated') expect(at(now, { from, until })).toBe('deactivated');
      else expect(at(later(until, -1), { from })).toBe('active');
      if (at(now) === 'active') expect(at(now, { from, until })).toBe('active');
      if (at(from) === 'active' && after < 7) expect(at(now, { from, until })).toBe('active');
    }),
  );
});

test('whoever was last active elsewhere has 37 days from moving in, and nobody else has', () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: -900, max: 400 }), (activatedAt, days) => {
      const lastActivityAt = later(activatedAt, days * dayMs);
      const dates = { invitedAt: activatedAt, activatedAt, lastActivityAt };
      const lapse = inactivityEnd(lastActivityAt, policy);
      const lastDay = later(`${dayOf(activatedAt)}T00:00:00.000Z`, 37 * dayMs).slice(0, 10);
      const earliest = endOfDay(lastDay);
      const due = days < 0 && lapse < earliest ? earliest : lapse;
      const { deactivateAt, next } = evaluateLifecycle(dates, policy, later(due, -dayMs * 30));
      expect(deactivateAt).toBe(due);
      expect(next?.step).toBe('notice');
      expect((next?.at ?? '') > activatedAt).toBe(true);
    }),
  );
});

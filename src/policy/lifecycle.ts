/** Computes an account's status on a date from its dates alone: a late timer changes nothing. */
import { Temporal } from 'temporal-polyfill';
import { limit } from './limits.ts';
import type { DeactivationReason, Status, StatusReason, Step } from './statuses.ts';

/** Days are calendar days where the service's users live. */
export const timeZone = 'Europe/Helsinki';

/** The settings that determine an account's lifecycle; units are in the names. */
export type LifecyclePolicy = {
  inactivityMonths: number;
  /** Days before deactivation on which a notice goes out, largest first. */
  noticeDays: readonly number[];
  eraseAfterDays: number;
  unusedInvitationDays: number;
  /** The latest pause of what the service takes away by date. */
  readonly pause?: LifecyclePause | undefined;
};

/** ISO instants. Dates after `from` are held back; `until` is absent while the pause lasts. */
export type LifecyclePause = { from: string; until?: string | undefined };

/** ISO instants, except `employmentEndsOn`, which is a day in Helsinki (`2026-12-31`). */
export type AccountDates = {
  invitedAt: string;
  /** Since when an invitation awaits approval; absent if it needs none or has been approved. */
  approvalAskedAt?: string | undefined;
  declinedAt?: string | undefined;
  invitationExpiresAt?: string | undefined;
  /** When the invitee was reminded; a new link clears it. */
  remindedAt?: string | undefined;
  /** The inviter could no longer invite; determined on each read, never stored. */
  inviterLost?: true;
  activatedAt?: string | undefined;
  lastActivityAt?: string | undefined;
  /** The first notice of this round that was actually delivered; activity clears it. */
  firstNoticeAt?: string | undefined;
  /** The latest notice queued in this round, by its days before deactivation. */
  noticeQueuedDays?: number | undefined;
  noticeQueuedAt?: string | undefined;
  /** When a notice of this round could not be delivered; it is retried some days later. */
  noticeFailedAt?: string | undefined;
  employmentEndsOn?: string | undefined;
  /** Until when the organization has confirmed the employment in a review. */
  confirmedUntil?: string | undefined;
  /** When a review ended without a confirmation: from then on, activity alone keeps nobody. */
  unconfirmedAt?: string | undefined;
  deactivatedAt?: string | undefined;
  deactivatedBecause?: DeactivationReason | undefined;
  erasedAt?: string | undefined;
};

export type Lifecycle = {
  status: Status;
  why: StatusReason;
  /** The next step and its instant; absent when nothing more can happen. */
  next?: { step: Step; at: string; daysBefore?: number };
  /** When the account stops working; until a notice is delivered, the earliest possible instant. */
  deactivateAt?: string;
  /** From this instant on, nobody can restore the account and its data is erased. */
  eraseAt?: string;
};

/**
 * The only place that decides on an account's lifecycle. Source: the data-privacy page
 * ("automatically deactivated after 6 months of inactivity", "erased 30 days after", "restore
 * within 30 days").
 * @param dates the account's dates
 * @param policy months and days of the settings, and the latest pause
 * @param now ISO instant
 */
export function evaluateLifecycle(
  dates: AccountDates,
  policy: LifecyclePolicy,
  now: string,
): Lifecycle {
  if (dates.erasedAt) return { status: 'erased', why: 'erased' };
  if (dates.deactivatedAt) return lifeDeactivated(dates.deactivatedAt, dates, policy, now);
  if (dates.approvalAskedAt) return lifeProposed(dates.approvalAskedAt, dates, policy, now);
  if (!dates.activatedAt) return lifeInvited(dates, policy, now);
  return lifeActive(dates, dates.activatedAt, policy, now);
}

function lifeDeactivated(
  deactivatedAt: string,
  dates: AccountDates,
  policy: LifecyclePolicy,
  now: string,
): Lifecycle {
  const eraseAt = heldBack(
    endOfDayAfter(deactivatedAt, { days: policy.eraseAfterDays }),
    policy,
    now,
  );
  const over = eraseAt <= now;
  const why = over ? 'retention_over' : (dates.deactivatedBecause ?? 'administration');
  const status = over ? 'erased' : 'deactivated';
  return { status, why, next: { step: 'erase', at: eraseAt }, eraseAt };
}

/** A proposal undecided for too long is declined; it is erased once the proposer is notified. */
function lifeProposed(
  askedAt: string,
  { declinedAt }: AccountDates,
  policy: LifecyclePolicy,
  now: string,
): Lifecycle {
  const decideBy = heldBack(endOfDayAfter(askedAt, { days: limit.approvalDays }), policy, now);
  const decline = { step: 'decline', at: decideBy } as const;
  if (!declinedAt && decideBy > now)
    return { status: 'proposed', why: 'awaits_approval', next: decline };
  const keptUntil = endOfDayAfter(declinedAt ?? decideBy, { days: limit.declinedKeptDays });
  const eraseAt = heldBack(keptUntil, policy, now);
  const erase = { step: 'erase', at: eraseAt } as const;
  if (eraseAt <= now) return { status: 'erased', why: 'retention_over', next: erase, eraseAt };
  const why = declinedAt ? 'approval_declined' : 'approval_expired';
  return { status: 'declined', why, next: declinedAt ? erase : decline, eraseAt };
}

function lifeInvited(dates: AccountDates, policy: LifecyclePolicy, now: string): Lifecycle {
  const keptUntil = endOfDayAfter(dates.invitedAt, { days: policy.unusedInvitationDays });
  const eraseAt = heldBack(keptUntil, policy, now);
  const { invitationExpiresAt, remindedAt } = dates;
  const expired = !invitationExpiresAt || invitationExpiresAt <= now;
  const erase = { step: 'erase', at: eraseAt } as const;
  const open = !expired && !dates.inviterLost;
  const remindAt = open && !remindedAt && daysEarlier(invitationExpiresAt, remindDays);
  const next = remindAt && remindAt > dates.invitedAt ? remindable(remindAt) : erase;
  if (eraseAt <= now) return { status: 'erased', why: 'retention_over', next: erase, eraseAt };
  if (expired) return { status: 'invitation_expired', why: 'invitation_expired', next, eraseAt };
  return open
    ? { status: 'invited', why: 'invitation_open', next, eraseAt }
    : { status: 'invitation_void', why: 'inviter_lost', next, eraseAt };
}

const remindDays = limit.reminderDaysBefore;

const remindable = (at: string) => ({ step: 'remind', at }) as const;

function lifeActive(
  dates: AccountDates,
  activatedAt: string,
  policy: LifecyclePolicy,
  now: string,
): Lifecycle {
  const employmentEnd = dates.employmentEndsOn && endOfDay(dates.employmentEndsOn);
  const { firstNoticeAt } = dates;
  const { due, reason } = dueOf(dates, activatedAt, policy);
  const noticed = firstNoticeAt && endOfDayAfter(firstNoticeAt, { days: limit.noticeDaysMin });
  const lapse = noticed
    ? heldBack(latest(due, noticed), policy, now, limit.noticeDaysMin)
    : undefined;
  const lapses = lapse !== undefined && lapse <= now;
  if (employmentEnd && employmentEnd <= now && (!lapses || employmentEnd <= lapse))
    return ended('employment_ended', employmentEnd);
  if (lapses) return ended(reason, lapse);

  const earliest = lapse ?? latest(due, endOfDayAfter(now, { days: limit.noticeDaysMin }));
  const deactivateAt = employmentEnd ? first(employmentEnd, earliest) : earliest;
  const idle = firstNoticeAt ? 'notice_sent' : due <= now ? 'awaits_notice' : 'recent_activity';
  const why = isUnconfirmed(dates) ? 'awaits_confirmation' : idle;
  const notice = nextNotice(dates, lapse ?? due, policy, now);
  const end = lapse ?? employmentEnd;
  const steps = [
    ...(notice ? [{ step: 'notice' as const, ...notice }] : []),
    ...(end
      ? [{ step: 'deactivate' as const, at: end && employmentEnd ? deactivateAt : end }]
      : []),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  return { status: 'active', why, ...(steps[0] && { next: steps[0] }), deactivateAt };
}

/** @returns whether a review ended without a confirmation, and none has been given since */
export function isUnconfirmed({ unconfirmedAt, confirmedUntil }: AccountDates): boolean {
  return unconfirmedAt !== undefined && (confirmedUntil ?? '') <= unconfirmedAt;
}

/**
 * Whoever is not confirmed lapses after the full notice period, which begins on the day the review
 * ended, unless inactivity comes first.
 */
function dueOf(dates: AccountDates, activatedAt: string, policy: LifecyclePolicy) {
  const idle = inactivityDue(dates.lastActivityAt ?? activatedAt, activatedAt, policy);
  const { unconfirmedAt } = dates;
  const noticeDays = policy.noticeDays[0] ?? limit.noticeDaysMin;
  const unconfirmed =
    unconfirmedAt && isUnconfirmed(dates)
      ? endOfDayAfter(unconfirmedAt, { days: noticeDays - 1 })
      : idle;
  return unconfirmed < idle
    ? ({ due: unconfirmed, reason: 'unconfirmed' } as const)
    : ({ due: idle, reason: 'inactivity' } as const);
}

/** People whose last activity was in another system have time to learn that they moved in. */
function inactivityDue(activity: string, activatedAt: string, policy: LifecyclePolicy): string {
  const due = inactivityEnd(activity, policy);
  if (activity >= activatedAt) return due;
  return latest(due, endOfDayAfter(activatedAt, { days: limit.movedInDaysMin }));
}

/**
 * While the lifecycle is paused, nothing is taken away: a date after the beginning of the pause
 * recedes day by day, and comes at the earliest that many days after the end of the pause. What had
 * happened by date before the pause stands.
 */
function heldBack(at: string, { pause }: LifecyclePolicy, now: string, days = 0): string {
  if (!pause || at <= pause.from) return at;
  return latest(at, endOfDayAfter(pause.until ?? now, { days }));
}

/** Already deactivated, though no timer has recorded it: erasure counts from the recorded date. */
function ended(why: DeactivationReason, at: string): Lifecycle {
  return { status: 'deactivated', why, next: { step: 'deactivate', at }, deactivateAt: at };
}

/**
 * Notices go out one at a time: none while another is in transit or on the day of the first. A lost
 * message is queued again after `noticeRetryDays`. If an outage delays several later notices, only
 * the last goes out; the first is never skipped.
 */
function nextNotice(dates: AccountDates, lapse: string, policy: LifecyclePolicy, now: string) {
  const { noticeQueuedDays: queued, noticeQueuedAt, noticeFailedAt, firstNoticeAt } = dates;
  const retry = (at: string) => endOfDayAfter(at, { days: limit.noticeRetryDays });
  if (queued !== undefined && !firstNoticeAt)
    return { at: retry(noticeQueuedAt ?? lapse), daysBefore: queued };
  const told = firstNoticeAt && endOfDayAfter(firstNoticeAt, { days: 0 });
  const open = policy.noticeDays.filter(
    (days) =>
      (queued === undefined || days < queued) && !(told && daysEarlier(lapse, days) <= told),
  );
  const piledUp = firstNoticeAt ? open.filter((days) => daysEarlier(lapse, days) <= now) : [];
  const daysBefore = piledUp.at(-1) ?? open[0];
  if (daysBefore === undefined) return undefined;
  const at = daysEarlier(lapse, daysBefore);
  return { at: noticeFailedAt ? latest(at, retry(noticeFailedAt)) : at, daysBefore };
}

/** @returns the end of the Helsinki day, `inactivityMonths` calendar months after the activity */
export function inactivityEnd(lastActivityAt: string, policy: LifecyclePolicy): string {
  return endOfDayAfter(lastActivityAt, { months: policy.inactivityMonths });
}

/** @returns the end (the next midnight in Helsinki) of the day that the duration leads to */
export function endOfDayAfter(instant: string, duration: Temporal.DurationLike): string {
  // One hour of UTC never spans two Helsinki days, since Helsinki's offset is in whole hours.
  return memoize(`after ${instant.slice(0, 13)} ${JSON.stringify(duration)}`, () =>
    endOfDay(zoned(instant).add(duration).toPlainDate().toString()),
  );
}

/** @param day such as `2026-12-31` @returns the instant at which that day begins in Helsinki */
export function startOfDay(day: string): string {
  return iso(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).toInstant());
}

/** @param day such as `2026-12-31` @returns the instant at which that day ends in Helsinki */
export function endOfDay(day: string): string {
  const next = Temporal.PlainDate.from(day).add({ days: 1 });
  return iso(next.toZonedDateTime(timeZone).toInstant());
}

/**
 * The only comparison of a day with an instant: as text, a day sorts before every instant in it.
 * @param day such as `2026-12-31`, the last day of something
 */
export function isDayOver(day: string, now: string): boolean {
  return endOfDay(day) <= now;
}

/** @returns the Helsinki day of the instant, such as `2026-12-31` */
export function dayOf(instant: string): string {
  return zoned(instant).toPlainDate().toString();
}

/** @returns the instant that many Helsinki days earlier */
export function daysEarlier(instant: string, days: number): string {
  return memoize(`before ${instant} ${days}`, () =>
    iso(zoned(instant).subtract({ days }).toInstant()),
  );
}

/** The cache is emptied when it holds this many results. */
const memoizedMax = 10_000;
const answers = new Map<string, string>();

/** Calendar arithmetic is slow, and lists repeat it for thousands of people. */
function memoize(question: string, answer: () => string): string {
  const known = answers.get(question);
  if (known !== undefined) return known;
  if (answers.size >= memoizedMax) answers.clear();
  const found = answer();
  answers.set(question, found);
  return found;
}

/** @returns the instant that many Helsinki days later */
export const daysLater = (instant: string, days: number): string => daysEarlier(instant, -days);

function zoned(instant: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
}

/** Always with milliseconds, so that instants compare as text. */
function iso(instant: Temporal.Instant): string {
  return new Date(instant.epochMilliseconds).toISOString();
}

export function latest(a: string, b: string): string {
  return a > b ? a : b;
}

function first(a: string, b: string): string {
  return a < b ? a : b;
}

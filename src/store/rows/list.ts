import { z } from 'zod';
import { lazyObject } from '../../policy/lazy-object.ts';
import { steps } from '../../policy/statuses.ts';
import { accountRow, personRow } from './account.ts';
import { instant, oneOf } from './fields.ts';

/** `directory`: organizationId / userId. A projection for lists. */
export const directoryRow = lazyObject(() => ({
  ...accountRow.pick({
    organizationId: true,
    role: true,
    revision: true,
    invitedAt: true,
    approvalAskedAt: true,
    declinedAt: true,
    invitationExpiresAt: true,
    remindedAt: true,
    inviterLostToldAt: true,
    activatedAt: true,
    lastActivityAt: true,
    firstNoticeAt: true,
    noticeQueuedDays: true,
    noticeQueuedAt: true,
    noticeFailedAt: true,
    mailFailedAt: true,
    restoreAskedAt: true,
    requestDueOn: true,
    employmentEndsOn: true,
    confirmedUntil: true,
    unconfirmedAt: true,
    reviewAnswer: true,
    offeredTo: true,
    offeredAt: true,
    deactivatedAt: true,
    deactivatedBecause: true,
  }).shape,
  // The previous release lists neither inviters nor who has a second factor.
  invitedBy: z.string().optional(),
  secondFactor: z.boolean().optional(),
  ...personRow.shape,
}));
export type DirectoryRow = z.infer<typeof directoryRow>;

/**
 * `search`: keyed hashes of the beginnings of a word / of its further letters and the userId. What lists
 * show of a person, once for each word of the names and the address. The last activity may be an
 * earlier one of the same day.
 */
export const searchRow = lazyObject(() => ({
  ...directoryRow.omit({ externalId: true }).shape,
  userId: z.string(),
}));
export type SearchRow = z.infer<typeof searchRow>;

/**
 * `organizations`: `awaiting` / userId. Everyone who awaits a decision, without a name or address: a
 * projection for counts across organizations.
 */
export const awaitingRow = lazyObject(
  () =>
    directoryRow.omit({
      firstName: true,
      lastName: true,
      email: true,
      language: true,
      externalId: true,
      secondFactor: true,
    }).shape,
);
export type AwaitingRow = z.infer<typeof awaitingRow>;

/**
 * `schedule`: due day and shard / userId, and the step expected when it was filed, as a hint only.
 * In a partition `held.RUN` it is exact: a step awaiting an administrator. A partition `legacy.DAY`
 * lists the hashes of other systems that are deleted after that day, without a step.
 */
export const scheduleRow = lazyObject(() => ({ step: oneOf(steps) }));

/** `organizations`: `offer.ORGANIZATION` / userId. A person offered to it, and since when. */
export const offerRow = lazyObject(() => ({ at: instant }));

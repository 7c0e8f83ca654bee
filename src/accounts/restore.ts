/**
 * Restores a deactivated account until its date of erasure; the inactivity period and its notices
 * restart. A last day of employment that has not passed is kept.
 */
import type { Deps } from '../deps.ts';
import { evaluateLifecycle, isDayOver } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import {
  active,
  assertRevision,
  mail,
  noLongerUnconfirmed,
  requirePerson,
  revised,
} from './account.ts';
import { ownershipProven } from './ownership.ts';

/** @param runId the lifecycle run that is being undone */
type Request = { loaded: Account; actorId: string; ifMatch: number; runId?: string };

/**
 * Source: the data-privacy page, "Administration can restore a user account within 30 days".
 * @throws Refusal not_deactivated, too_late_to_restore, organization_closed, organization_full,
 *   changed_meanwhile
 */
export async function restore(deps: Deps, request: Request, now: string): Promise<Account> {
  const { loaded, actorId, ifMatch, runId } = request;
  return changeAccount(deps, loaded, { actorId, now }, (account) => {
    const known = requirePerson(account);
    const { row } = known;
    assertRevision(row, ifMatch);
    const { status } = evaluateLifecycle(row, deps.policy, now);
    if (status === 'erased') throw new Refusal('too_late_to_restore');
    if (status !== 'deactivated') throw new Refusal('not_deactivated');
    const { employmentEndsOn } = row;
    const ended = employmentEndsOn !== undefined && isDayOver(employmentEndsOn, now);
    const proven = ownershipProven(known, 'restored', now);
    return {
      ...proven,
      ...(runId && { data: { runId } }),
      row: revised(active(noLongerUnconfirmed(proven.row), now), {
        deactivatedAt: undefined,
        deactivatedBecause: undefined,
        deactivatedInRun: undefined,
        restoreAskedAt: undefined,
        ...(runId && { broughtBackFrom: runId }),
        ...(ended && { employmentEndsOn: undefined }),
      }),
      effects: { project: true, mails: [mail('restored')] },
    };
  });
}

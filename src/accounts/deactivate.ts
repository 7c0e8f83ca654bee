/** Deactivates an account: its sessions, links and tokens are invalid from the next request on. */
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import type { Role } from '../policy/roles.ts';
import type { DeactivationReason } from '../policy/statuses.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount, type Decision } from '../store/change.ts';
import type { Keys } from '../store/keyring.ts';
import type { AccountRow } from '../store/rows/account.ts';
import { assertOutranks, assertRevision, mail, requirePerson, revised } from './account.ts';
import { newLink } from './link.ts';
import { assertNoNewerProof } from './ownership.ts';

type Request = { loaded: Account; actorId: string; actorRole: Role; ifMatch: number };

/** @throws Refusal own_account, role_above_own, not_active, last_administrator, changed_meanwhile */
export async function deactivate(deps: Deps, request: Request, now: string): Promise<Account> {
  const { loaded, actorId, actorRole, ifMatch } = request;
  if (loaded.userId === actorId) throw new Refusal('own_account');
  assertOutranks(actorRole, loaded.row.role);
  const keys = await deps.keyring.load(now);
  return changeAccount(deps, loaded, { actorId, now }, (account) => {
    const { row, userId } = requirePerson(account);
    assertOutranks(actorRole, row.role);
    assertRevision(row, ifMatch);
    if (evaluateLifecycle(row, deps.policy, now).status !== 'active')
      throw new Refusal('not_active');
    return deactivation(deps, keys, { userId, row }, 'administration', now);
  });
}

/** @throws Refusal last_administrator, wrong_password when ownership was proven anew meanwhile */
export async function closeOwnAccount(deps: Deps, loaded: Account, now: string): Promise<void> {
  const { userId } = loaded;
  const keys = await deps.keyring.load(now);
  await changeAccount(deps, loaded, { actorId: userId, now }, (account) => {
    const known = requirePerson(account);
    assertNoNewerProof(loaded, known, 'wrong_password');
    const { row } = known;
    if (evaluateLifecycle(row, deps.policy, now).status !== 'active')
      throw new Refusal('not_active');
    return deactivation(deps, keys, { userId, row }, 'closed_by_user', now);
  });
}

/**
 * The decision that the timer shares; its one link lets the person request a restore.
 * @param runId the lifecycle run, which can be undone
 */
export function deactivation(
  { policy }: Pick<Deps, 'policy'>,
  keys: Keys,
  { userId, row }: { userId: string; row: AccountRow },
  reason: DeactivationReason,
  now: string,
  runId?: string,
): Decision {
  const ended = { deactivatedAt: now, deactivatedBecause: reason, deactivatedInRun: runId };
  const after = revised(row, ended);
  const { eraseAt = now } = evaluateLifecycle(after, policy, now);
  const life = Date.parse(eraseAt) - Date.parse(now);
  return {
    kind: 'deactivated',
    data: { reason, ...(runId && { runId }) },
    row: after,
    sessions: [],
    links: [newLink(keys, userId, 'restore_request', now, life)],
    unreadable: 'ended',
    effects: { project: true, mails: [mail('deactivated')] },
  };
}

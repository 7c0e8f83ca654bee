/** Whoever has lost a right since they began something cannot finish it. */
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { type Permission, scopeOf } from '../policy/roles.ts';
import type { Account } from '../store/accounts.ts';

/** @returns whether the actor is active now and has the permission in the organization */
export function mayStillAct(
  deps: Pick<Deps, 'policy'>,
  { row }: Account,
  permission: Permission,
  organizationId: string,
  now: string,
): boolean {
  const scope = scopeOf(row.role, permission);
  const reaches = scope === 'any' || (scope === 'own' && row.organizationId === organizationId);
  return reaches && evaluateLifecycle(row, deps.policy, now).status === 'active';
}

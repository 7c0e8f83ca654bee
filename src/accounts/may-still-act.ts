/** Whoever has lost a right since they began something cannot finish it. */
import type { Deps } from '../deps.ts';
import { type AccountDates, evaluateLifecycle } from '../policy/lifecycle.ts';
import { type Permission, type Role, scopeOf } from '../policy/roles.ts';

/** A person, as an account or a list has them. */
export type Actor = AccountDates & { role: Role; organizationId: string };

/** @returns whether the actor is active now and has the permission in the organization */
export function mayStillAct(
  deps: Pick<Deps, 'policy'>,
  actor: Actor,
  permission: Permission,
  organizationId: string,
  now: string,
): boolean {
  const scope = scopeOf(actor.role, permission);
  const reaches = scope === 'any' || (scope === 'own' && actor.organizationId === organizationId);
  return reaches && evaluateLifecycle(actor, deps.policy, now).status === 'active';
}

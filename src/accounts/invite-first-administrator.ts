/**
 * While nobody can administer the service, the address of the settings is made an administrator,
 * whoever has it now: invited, promoted or restored. No rule of an organization is in the way.
 */

import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { type ProblemCode, Refusal } from '../policy/problems.ts';
import { utcDayOf } from '../policy/time.ts';
import { loadAccount } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import type { Keys } from '../store/keyring.ts';
import { findLogin } from '../store/logins.ts';
import { activeAdministrators } from './administrators.ts';
import { rulesOf } from './admission.ts';
import { openInvitation } from './invite.ts';
import { eraseDue } from './lapse.ts';
import { reinstate } from './reinstate-administrator.ts';
import { openServiceOrganization } from './service-organization.ts';

const service = 'service';

/** Another instance, or a change that repair has still to finish, was faster: the next run looks again. */
const faster: readonly ProblemCode[] = [
  'address_taken',
  'idempotency_key_reused',
  'request_in_progress',
  'changed_meanwhile',
  'not_found',
];

/** @returns what the service waits for, or did */
export async function inviteFirstAdministrator(
  deps: Deps,
  now: string,
): Promise<'active' | 'waiting' | 'invited' | 'reinstated'> {
  if ((await activeAdministrators(deps, now)).length > 0) return 'active';
  const keys = await deps.keyring.load(now);
  const email = deps.settings.FIRST_ADMIN_EMAIL.toLowerCase();
  try {
    const known = await findLogin(deps.store, keys.emailHash(email));
    const loaded = known ? await loadAccount(deps.store, known) : undefined;
    if (!loaded?.person) return await inviteAnew(deps, keys, email, now);
    const { status } = evaluateLifecycle(loaded.row, deps.policy, now);
    if (status !== 'erased') return await reinstate(deps, loaded, now);
    // Nobody can restore what only waits for its erasure: the address gets a new account.
    await eraseDue(deps, loaded, now);
    return await inviteAnew(deps, keys, email, now);
  } catch (error) {
    if (error instanceof Refusal && faster.includes(error.code)) return 'waiting';
    throw error;
  }
}

async function inviteAnew(deps: Deps, keys: Keys, email: string, now: string) {
  const organization = await openServiceOrganization(deps, now);
  const userId = await freeId(deps, keys, now);
  const opened = openInvitation(keys, rulesOf(deps, organization), userId, now);
  const { organizationId } = organization;
  await changeAccount(deps, { userId }, { actorId: service, now }, (account) => {
    if (account) throw new Refusal('idempotency_key_reused');
    const who = { organizationId, role: 'admin', invitedAt: now, invitedBy: service } as const;
    return {
      kind: 'invited',
      data: { role: 'admin' },
      row: { ...who, revision: 1, chainLength: 0, ...opened.row },
      person: { firstName: 'Ylläpitäjä', lastName: 'Administrator', email, language: 'fi' },
      links: opened.links,
      effects: { project: true, loginAdded: keys.emailHash(email), mails: opened.mails },
    };
  });
  return 'invited' as const;
}

/** Two instances at once ask for the same id, and one invitation comes of it. */
async function freeId(deps: Deps, keys: Keys, now: string): Promise<string> {
  const name = `first administrator ${utcDayOf(now)}`;
  for (let number = 1; ; number++) {
    const userId = keys.idFor(number === 1 ? name : `${name} ${number}`);
    if (!(await loadAccount(deps.store, userId))) return userId;
  }
}

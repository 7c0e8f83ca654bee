/** While nobody administers the service, the address of the settings is invited to. */

import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import { utcDayOf } from '../policy/time.ts';
import { loadAccount } from '../store/accounts.ts';
import { findLogin } from '../store/logins.ts';
import { changeOrganization, loadOrganization } from '../store/organizations.ts';
import { activeAdministrators } from './administrators.ts';
import { invite } from './invite.ts';
import { resendInvitation } from './resend.ts';

const service = 'service';

/** @returns what the service waits for, or did */
export async function inviteFirstAdministrator(
  deps: Deps,
  now: string,
): Promise<'active' | 'waiting' | 'invited'> {
  if ((await activeAdministrators(deps, now)).length > 0) return 'active';
  const keys = await deps.keyring.load(now);
  const email = deps.settings.FIRST_ADMIN_EMAIL.toLowerCase();
  const organizationId = keys.idFor('service organization');
  await createServiceOrganization(deps, organizationId, now);
  const known = await findLogin(deps.store, keys.emailHash(email));
  const loaded = known ? await loadAccount(deps.store, known) : undefined;
  if (loaded?.person) {
    const { status } = evaluateLifecycle(loaded.row, deps.policy, now);
    if (status !== 'invitation_expired' || loaded.row.role !== 'admin') return 'waiting';
    await resendInvitation(deps, { loaded, actorId: service, actorRole: 'admin' }, now);
    return 'invited';
  }
  const invitee = {
    email,
    firstName: 'Ylläpitäjä',
    lastName: 'Administrator',
    organizationId,
    role: 'admin',
    language: 'fi',
  } as const;
  // Two instances at once ask for the same id, and one invitation comes of it.
  const userId = keys.idFor(`first administrator ${utcDayOf(now)}`);
  const requestHash = keys.auditMac('first administrator');
  const request = {
    invitee,
    inviterId: service,
    inviterRole: 'admin',
    userId,
    requestHash,
  } as const;
  await invite(deps, request, now);
  return 'invited';
}

async function createServiceOrganization(deps: Deps, organizationId: string, now: string) {
  if (await loadOrganization(deps.store, organizationId)) return;
  const acting = { actorId: service, now };
  const row = {
    name: deps.settings.SERVICE_ORGANIZATION,
    language: 'fi',
    revision: 1,
    createdAt: now,
  } as const;
  try {
    const decision = { kind: 'organization_created', row } as const;
    await changeOrganization(deps, { organizationId }, acting, decision);
  } catch (error) {
    // Another instance made it at the same moment.
    if (!(error instanceof Refusal)) throw error;
  }
}

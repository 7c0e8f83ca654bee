/** Tells what a link is for before anything is typed; looking changes nothing. */
import type { Deps } from '../deps.ts';
import { linkPurposes } from '../policy/link-purposes.ts';
import { loadReadable } from '../store/accounts.ts';
import { loadOrganizationName } from '../store/organizations.ts';
import { requirePerson } from './account.ts';
import { assertInvitationStands } from './invitation-stands.ts';
import { openLink } from './link.ts';

/** @throws Refusal link_invalid */
export async function checkLink(deps: Deps, token: string, now: string) {
  const { account, link } = await openLink(deps, token, linkPurposes, now);
  const { row, person } = requirePerson(account);
  if (link.purpose === 'invitation') await assertInvitationStands(deps, account, now);
  const [organizationName, inviter] = await Promise.all([
    loadOrganizationName(deps.store, row.organizationId),
    row.invitedBy === 'service' ? undefined : loadReadable(deps.store, row.invitedBy),
  ]);
  const by = inviter?.person && `${inviter.person.firstName} ${inviter.person.lastName}`;
  const { firstName, lastName, email } = person;
  // Where a password is chosen, the page judges it as the service will.
  const choosing = link.purpose === 'invitation' || link.purpose === 'password_reset';
  return {
    purpose: link.purpose,
    expiresAt: link.expiresAt,
    firstName,
    ...(choosing && { lastName, email }),
    language: person.language,
    role: row.role,
    organizationName: organizationName ?? '',
    ...(link.purpose === 'invitation' && by && { invitedBy: by }),
  };
}

/** Invites a person: one account for an address, one invitation for a request however often sent. */
import type { Deps } from '../deps.ts';
import type { Language } from '../policy/languages.ts';
import { Refusal } from '../policy/problems.ts';
import type { Role } from '../policy/roles.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import type { Keys } from '../store/keyring.ts';
import { loadOrganization } from '../store/organizations.ts';
import type { AccountRow } from '../store/rows.ts';
import { assertOutranks, mail } from './account.ts';
import { newLink, withLink } from './link.ts';

export type Invitee = {
  email: string;
  firstName: string;
  lastName: string;
  organizationId: string;
  role: Role;
  language: Language;
};

type Invitation = {
  invitee: Invitee;
  inviterId: string;
  inviterRole: Role;
  /** Derived from the request, so that a repeated one finds the same account. */
  userId: string;
  requestHash: string;
};

const dayMs = 86_400_000;

/**
 * @returns the invited account; the mail with the link is on its way
 * @throws Refusal role_above_own, not_found (organization), organization_closed, address_taken,
 *   idempotency_key_reused
 */
export async function invite(
  deps: Deps,
  { invitee, inviterId, inviterRole, userId, requestHash }: Invitation,
  now: string,
): Promise<Account> {
  assertOutranks(inviterRole, invitee.role);
  const organization = await loadOrganization(deps.store, invitee.organizationId);
  if (!organization) throw new Refusal('not_found');
  if (organization.row.closedAt) throw new Refusal('organization_closed');
  const keys = await deps.keyring.load(now);
  let repeated: Account | undefined;
  const decide = (account: Account | undefined) => {
    if (account) {
      const same = account.row.requestHash === requestHash && account.person !== undefined;
      repeated = same ? account : undefined;
      throw new Refusal('idempotency_key_reused');
    }
    const { organizationId, role, email, ...names } = invitee;
    const opened = openInvitation(deps, keys, userId, now);
    return {
      kind: 'invited',
      data: { role },
      row: {
        organizationId,
        role,
        revision: 1,
        invitedAt: now,
        invitedBy: inviterId,
        requestHash,
        chainLength: 0,
        ...opened.row,
      },
      person: { ...names, email },
      links: opened.links,
      effects: {
        project: true,
        loginAdded: keys.emailHash(email),
        mails: [mail('invitation', 'now')],
      },
    };
  };
  try {
    const request = { userId, actorId: inviterId, now, loaded: undefined, decide };
    return await changeAccount(deps, request);
  } catch (error) {
    if (repeated) return repeated;
    throw error;
  }
}

/** A fresh link and its expiry; any link before it is dead. */
export function openInvitation(
  deps: Pick<Deps, 'settings'>,
  keys: Keys,
  userId: string,
  now: string,
): { row: Pick<AccountRow, 'invitationExpiresAt' | 'remindedAt'>; links: Account['links'] } {
  const life = deps.settings.INVITATION_LIFETIME_DAYS * dayMs;
  const link = newLink(keys, userId, 'invitation', now, life);
  const row = { invitationExpiresAt: link.expiresAt, remindedAt: undefined };
  return { row, links: withLink([], link) };
}

/** Invites a person: one account per address, one invitation per request, even a repeated one. */

import type { Deps } from '../deps.ts';
import { type AdmissionRules, needsApproval } from '../policy/admission-rules.ts';
import type { Approval } from '../policy/approvals.ts';
import type { Language } from '../policy/languages.ts';
import { Refusal } from '../policy/problems.ts';
import { type Role, scopeOf } from '../policy/roles.ts';
import { dayMs } from '../policy/time.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import { changeAccount, type Decision } from '../store/change.ts';
import type { Keys } from '../store/keyring.ts';
import type { Organization } from '../store/organizations.ts';
import type { AccountRow } from '../store/rows/account.ts';
import type { Effects } from '../store/rows/event.ts';
import { mail } from './account.ts';
import { admit } from './admission.ts';
import { areIndependent } from './independence.ts';
import { newLink, withLink } from './link.ts';
import { activePrimaryUsers } from './primary-users.ts';

export type Invitee = {
  email: string;
  firstName: string;
  lastName: string;
  organizationId: string;
  role: Role;
  /** Absent: the organization's default. */
  language?: Language | undefined;
};

type Invitation = {
  invitee: Invitee;
  inviterId: string;
  inviterRole: Role;
  /** Derived from the request, so that repeating it finds the same account. */
  userId: string;
  requestHash: string;
  /** The organization, if it is being read already. */
  organization?: Promise<Organization | undefined>;
};

/**
 * Starts as a proposal if an editor or expert invites, or if the organization requires approval.
 * @returns the invited account; the e-mail with the link, or to the approvers, is queued
 * @throws Refusal role_above_own, role_not_given, domain_not_allowed, organization_full,
 *   proposals_off, not_found (organization), organization_closed, address_taken,
 *   idempotency_key_reused
 */
export async function invite(deps: Deps, request: Invitation, now: string): Promise<Account> {
  try {
    return await inviteAnew(deps, request, now);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // A repeated request returns what the first one created, whatever has changed meanwhile.
    const made = await loadAccount(deps.store, request.userId);
    if (made?.person && made.row.requestHash === request.requestHash) return made;
    throw error;
  }
}

async function inviteAnew(
  deps: Deps,
  { invitee, inviterId, inviterRole, userId, requestHash, organization: loaded }: Invitation,
  now: string,
): Promise<Account> {
  const { organizationId, role, email, firstName, lastName } = invitee;
  const newcomer = { organizationId, role, email, actorRole: inviterRole };
  const { rules, organization } = await admit(deps, newcomer, loaded);
  const proposes = needsApproval(rules, inviterRole);
  if (!scopeOf(inviterRole, 'people.invite') && !rules.proposals)
    throw new Refusal('proposals_off');
  const language = invitee.language ?? organization.row.language;
  const keys = await deps.keyring.load(now);
  const opened = proposes
    ? await openProposal(deps, rules, { inviterId, organizationId }, now)
    : openInvitation(keys, rules, userId, now);
  const decide = (account: Account | undefined): Decision => {
    if (account) throw new Refusal('idempotency_key_reused');
    const dates = { invitedAt: now, invitedBy: inviterId, requestHash };
    return {
      kind: proposes ? 'invitation_proposed' : 'invited',
      data: { role },
      row: { organizationId, role, revision: 1, chainLength: 0, ...dates, ...opened.row },
      person: { firstName, lastName, email, language },
      links: opened.links,
      effects: { project: true, loginAdded: keys.emailHash(email), mails: opened.mails },
    };
  };
  return changeAccount(deps, { userId }, { actorId: inviterId, now }, decide);
}

type Opened = { row: Partial<AccountRow>; links: Account['links']; mails: Mails };
type Mails = NonNullable<Effects['mails']>;

/** A new link with a new expiry; any earlier link stops working. */
export function openInvitation(
  keys: Keys,
  { invitationDays }: AdmissionRules,
  userId: string,
  now: string,
): Opened {
  const link = newLink(keys, userId, 'invitation', now, invitationDays * dayMs);
  const row = {
    invitationExpiresAt: link.expiresAt,
    remindedAt: undefined,
    inviterLostToldAt: undefined,
  };
  return { row, links: withLink([], link), mails: [mail('invitation', 'now')] };
}

/** No link yet: the approvers are asked, or the administrators if no other primary user exists. */
async function openProposal(
  deps: Deps,
  { approval }: AdmissionRules,
  { inviterId, organizationId }: { inviterId: string; organizationId: string },
  now: string,
): Promise<Opened> {
  const primaryUsers =
    approval === 'administration' ? [] : await activePrimaryUsers(deps, organizationId, now);
  const others = await othersWhoMayApprove(deps, approval, inviterId, primaryUsers);
  const to = others ? organizationId : 'administrators';
  const row = { approvalAskedAt: now, proposedBy: inviterId };
  return { row, links: [], mails: [mail('invitation_approval_requested', 'now', to)] };
}

/** @returns whether there is a primary user other than the proposer */
async function othersWhoMayApprove(
  deps: Deps,
  approval: Approval,
  inviterId: string,
  primaryUsers: readonly string[],
): Promise<boolean> {
  const others = primaryUsers.filter((id) => id !== inviterId);
  if (approval !== 'second_person' || others.length === 0) return others.length > 0;
  const inviter = await loadAccount(deps.store, inviterId);
  for (const id of others) {
    const other = await loadAccount(deps.store, id);
    if (inviter && other && (await areIndependent(deps, inviter, other))) return true;
  }
  return false;
}

/** Inviting and proposing people: from the request to the operation and back. */
import { etagOf, requirePerson } from '../accounts/account.ts';
import { approve, decline } from '../accounts/decide-proposal.ts';
import { revokeInvitation } from '../accounts/erase.ts';
import { judged } from '../accounts/invitation-stands.ts';
import { invite } from '../accounts/invite.ts';
import { inviterNames } from '../accounts/inviter-names.ts';
import { mayDecide } from '../accounts/may-decide.ts';
import { invitationEnd } from '../accounts/people-order.ts';
import { resendInvitation } from '../accounts/resend.ts';
import { findPeople, type Search } from '../accounts/search.ts';
import { assertMayBeTold, countTold } from '../accounts/taken-addresses.ts';
import type { EndpointName } from '../api.ts';
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import { outranks } from '../policy/roles.ts';
import type { Status } from '../policy/statuses.ts';
import type { Account } from '../store/accounts.ts';
import { countToday } from '../store/daily-limits.ts';
import type { ListedPerson } from '../store/directory.ts';
import type { Context, Handlers } from './context.ts';
import { actionOn } from './on-account.ts';
import { organizationAsked } from './organization-asked.ts';

export const invitationHandlers = {
  createInvitation: (context) => invited(context),
  async proposeInvitation(context) {
    const { deps, now } = context;
    await countToday(deps, { propose_by: context.caller().account.userId }, now);
    return invited(context);
  },
  async approveInvitation(context) {
    return invitationView(
      context,
      await approve(context.deps, actionOn(context, context.user()), context.now),
    );
  },
  async declineInvitation(context) {
    const request = { ...actionOn(context, context.user()), reason: context.body.reason };
    await decline(context.deps, request, context.now);
  },
  async listInvitations(context) {
    const order = { sort: 'invitedAt', descending: true } as const;
    const {
      total: _,
      beyond: __,
      ...found
    } = await openInvitations(context, { ...context.query, ...order });
    return found;
  },
  searchInvitations: (context) => openInvitations(context, context.body),
  async readInvitation(context) {
    const { deps, now } = context;
    return invitationView(context, await judged(deps, context.user(), now));
  },
  async resendInvitation(context) {
    const { deps, now } = context;
    const action = actionOn(context, context.user());
    const { userId, row } = action.loaded;
    const counted = {
      resend_invitation: userId,
      resend_by: action.actorId,
      resend_in: row.organizationId,
    };
    await countToday(deps, counted, now);
    return invitationView(context, await resendInvitation(deps, action, now));
  },
  async revokeInvitation(context) {
    const action = actionOn(context, context.user());
    if (!outranks(action.actorRole, action.loaded.row.role)) throw new Refusal('role_above_own');
    await revokeInvitation(context.deps, action, context.now);
  },
} satisfies Partial<Handlers>;

async function invited(context: Context<'createInvitation' | 'proposeInvitation'>) {
  const { body, deps, now, newId, requestHash } = context;
  const { account, scope } = context.caller();
  if (scope !== 'any' && body.organizationId !== account.row.organizationId)
    throw new Refusal('not_found');
  const { userId: inviterId, told } = account;
  const inviter = { inviterId, inviterRole: account.row.role };
  const inviting = { actorId: inviterId, actorRole: inviter.inviterRole, told };
  assertMayBeTold(inviting, now);
  const organization = context.organizationInBody();
  const request = { invitee: body, ...inviter, userId: newId, requestHash, organization };
  try {
    return invitationView(context, await invite(deps, request, now));
  } catch (error) {
    const taken = error instanceof Refusal && error.code === 'address_taken';
    const { organizationId } = body;
    if (taken)
      await countTold(deps, inviting, { organizationId, addresses: 1, by: 'invitation' }, now);
    throw error;
  }
}

const open = ['proposed', 'declined', 'invited', 'invitation_expired', 'invitation_void'] as const;

type AskedInvitations = Omit<Search, 'statuses'> & { status?: Status | undefined };

async function openInvitations(
  context: Context<'listInvitations'> | Context<'searchInvitations'>,
  { status, ...ask }: AskedInvitations,
) {
  const { deps, now } = context;
  const organizationId = organizationAsked(context, ask.organizationId);
  const statuses = status ? [status] : open;
  const found = await findPeople(deps, { ...ask, organizationId, statuses }, now);
  const { people, everybody, all: _, ...rest } = found;
  const names = await inviterNames(deps, people, everybody);
  const listed = people.map((person) => ({
    ...listedInvitation(deps, person, now),
    inviterName: names.get(person.invitedBy ?? ''),
  }));
  const proposals = people.filter((_, index) => listed[index]?.status === 'proposed');
  const may = await mayDecide(deps, proposals, context.caller().account);
  return { items: listed.map((item) => ({ ...item, ...may.get(item.userId) })), ...rest };
}

function listedInvitation({ policy }: Pick<Deps, 'policy'>, person: ListedPerson, now: string) {
  const { userId, firstName, lastName, email, language, organizationId, role } = person;
  const { invitedAt, invitedBy, mailFailedAt, revision } = person;
  const { status } = evaluateLifecycle(person, policy, now);
  const identity = { userId, firstName, lastName, email, language, organizationId, role };
  const end = invitationEnd(policy, person, now);
  return {
    ...identity,
    status,
    invitedAt,
    ...(status === 'proposed' ? { decideBy: end } : { expiresAt: end }),
    // The service itself invites the first administrator.
    ...(invitedBy !== 'service' && { invitedBy }),
    mailFailedAt,
    etag: etagOf(revision),
  };
}

function invitationView(
  { deps, now }: Pick<Context<EndpointName>, 'deps' | 'now'>,
  account: Account,
) {
  const { row, person, userId } = requirePerson(account);
  if (row.activatedAt) throw new Refusal('not_invited');
  return {
    userId,
    firstName: person.firstName,
    lastName: person.lastName,
    email: person.email,
    language: person.language,
    organizationId: row.organizationId,
    role: row.role,
    status: evaluateLifecycle(row, deps.policy, now).status,
    ...(row.proposedBy && { proposedBy: row.proposedBy }),
    invitedAt: row.invitedAt,
    ...(row.invitationExpiresAt && { expiresAt: row.invitationExpiresAt }),
    ...(row.mailFailedAt && { mailFailedAt: row.mailFailedAt }),
    etag: etagOf(row.revision),
  };
}

/** Invitations, people and the own account: from the request to the operation and back. */
import { etagOf, requirePerson, viewOf } from '../accounts/account.ts';
import { confirmAddressChange, requestAddressChange } from '../accounts/change-address.ts';
import { changeRole } from '../accounts/change-role.ts';
import { changeUser } from '../accounts/change-user.ts';
import { checkLink } from '../accounts/check-link.ts';
import { closeOwnAccount, deactivate } from '../accounts/deactivate.ts';
import { approve, decline } from '../accounts/decide-proposal.ts';
import { eraseNow, revokeInvitation } from '../accounts/erase.ts';
import { judged } from '../accounts/invitation-stands.ts';
import { invite } from '../accounts/invite.ts';
import { keepAlive } from '../accounts/keep-alive.ts';
import { moveUser } from '../accounts/move.ts';
import { cancelPendingChange, pendingChanges } from '../accounts/pending-changes.ts';
import { resendInvitation } from '../accounts/resend.ts';
import { restore } from '../accounts/restore.ts';
import { searchPeople } from '../accounts/search.ts';
import { assertMayBeTold, countTold } from '../accounts/taken-addresses.ts';
import type { EndpointName } from '../api.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import { outranks } from '../policy/roles.ts';
import { activate } from '../sessions/activate.ts';
import { assertOwnPassword } from '../sessions/recover.ts';
import type { Account } from '../store/accounts.ts';
import { countToday } from '../store/daily-limits.ts';
import type { Context, Handlers } from './context.ts';
import { endFormer } from './end-former.ts';
import { organizationAsked } from './organization-asked.ts';
import { tokensFor } from './tokens.ts';

type Any = Pick<Context<EndpointName>, 'deps' | 'now' | 'caller'>;

export const accountHandlers = {
  createInvitation: (context) => invited(context),
  async proposeInvitation(context) {
    const { deps, now } = context;
    await countToday(deps, { propose_by: context.caller().account.userId }, now);
    return invited(context);
  },
  async approveInvitation(context) {
    return invitationView(context, await approve(context.deps, actionOf(context), context.now));
  },
  async declineInvitation(context) {
    const request = { ...actionOf(context), reason: context.body.reason };
    await decline(context.deps, request, context.now);
  },
  async listInvitations(context) {
    const { query, deps, now } = context;
    const page = await searchPeople(
      deps,
      {
        organizationId: organizationAsked(context, query.organizationId),
        statuses: ['proposed', 'declined', 'invited', 'invitation_expired', 'invitation_void'],
        sort: 'invitedAt',
        descending: true,
        limit: query.limit,
        cursor: query.cursor,
      },
      now,
    );
    const items = page.items.map((item) => {
      const { userId, firstName, lastName, email, language } = item;
      const { organizationId, role, status, invitedAt, invitationExpiresAt, etag } = item;
      const person = { userId, firstName, lastName, email, language };
      const place = {
        organizationId,
        role,
        status,
        invitedAt,
        mailFailedAt: item.mailFailedAt,
        etag,
      };
      return { ...person, ...place, expiresAt: invitationExpiresAt };
    });
    return { items, ...(page.next && { next: page.next }) };
  },
  async readInvitation(context) {
    const { deps, now } = context;
    return invitationView(context, await judged(deps, context.user(), now));
  },
  async resendInvitation(context) {
    const { deps, now } = context;
    const action = actionOf(context);
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
    const action = actionOf(context);
    if (!outranks(action.actorRole, action.loaded.row.role)) throw new Refusal('role_above_own');
    await revokeInvitation(context.deps, action, context.now);
  },
  checkLink: ({ deps, body, now }) => checkLink(deps, body.token, now),
  keepAlive: ({ deps, body, now }) => keepAlive(deps, body.token, now),
  async activate(context) {
    const { body, deps, source, now } = context;
    const { account, session } = await activate(deps, { ...body, source }, now);
    await endFormer(context);
    return tokensFor(context, account, session, context.body.cookie === true);
  },

  async me(context) {
    const { eraseAfterDays } = context.deps.policy;
    const { account } = context.caller();
    const pending = pendingChanges(account, context.now);
    return { ...(await view(context, account)), eraseAfterDays, pendingChanges: pending };
  },
  async changeMe(context) {
    const { account } = context.caller();
    const request = {
      loaded: account,
      actorId: account.userId,
      actorRole: account.row.role,
      ifMatch: context.ifMatch,
      changes: context.body,
    };
    return view(context, await changeUser(context.deps, request, context.now));
  },
  async requestAddressChange({ deps, now, body, caller, source }) {
    const { account } = caller();
    await assertOwnPassword(deps, account, body.currentPassword, source, now);
    await countToday(deps, { address_change_by: account.userId }, now);
    await requestAddressChange(deps, { loaded: account, email: body.email }, now);
  },
  cancelPendingChange: ({ deps, body, caller, now }) =>
    cancelPendingChange(deps, { loaded: caller().account, ...body }, now),
  confirmAddressChange: ({ deps, body, now }) => confirmAddressChange(deps, body.token, now),
  async closeMe({ deps, now, body, caller, source }) {
    const { account } = caller();
    await assertOwnPassword(deps, account, body.currentPassword, source, now);
    await closeOwnAccount(deps, account, now);
  },

  async searchUsers(context) {
    const { status, ...ask } = context.body;
    const organizationId = organizationAsked(context, ask.organizationId);
    const statuses = status && [status];
    return searchPeople(context.deps, { ...ask, organizationId, statuses }, context.now);
  },
  readUser: async (context) => view(context, context.user()),
  async changeUser(context) {
    const request = { ...actionOf(context), changes: context.body };
    return view(context, await changeUser(context.deps, request, context.now));
  },
  async changeRole(context) {
    const request = { ...actionOf(context), role: context.body.role };
    return view(context, await changeRole(context.deps, request, context.now));
  },
  async changeOrganization(context) {
    const request = { ...actionOf(context), organizationId: context.body.organizationId };
    return view(context, await moveUser(context.deps, request, context.now));
  },
  async deactivateUser(context) {
    return view(context, await deactivate(context.deps, actionOf(context), context.now));
  },
  async restoreUser(context) {
    return view(context, await restore(context.deps, actionOf(context), context.now));
  },
  eraseUser: (context) => eraseNow(context.deps, actionOf(context), context.now),
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
  const request = { invitee: body, ...inviter, userId: newId, requestHash };
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

/** Who acts on whom, having read which revision. */
function actionOf(context: Any & Pick<Context<EndpointName>, 'user' | 'ifMatch'>) {
  const { account } = context.caller();
  return {
    loaded: context.user(),
    actorId: account.userId,
    actorRole: account.row.role,
    ifMatch: context.ifMatch,
  };
}

async function view({ deps, now }: Any, account: Account) {
  return viewOf(await judged(deps, account, now), deps.policy, now);
}

function invitationView({ deps, now }: Any, account: Account) {
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

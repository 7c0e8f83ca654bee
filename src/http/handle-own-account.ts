/** One's own account and the links sent to it: from the request to the operation and back. */

import { rulesOf } from '../accounts/admission.ts';
import { confirmAddressChange, requestAddressChange } from '../accounts/change-address.ts';
import { changeUser } from '../accounts/change-user.ts';
import { checkLink } from '../accounts/check-link.ts';
import { closeOwnAccount } from '../accounts/deactivate.ts';
import { keepAlive } from '../accounts/keep-alive.ts';
import { cancelPendingChange, pendingChanges } from '../accounts/pending-changes.ts';
import { Refusal } from '../policy/problems.ts';
import { activate } from '../sessions/activate.ts';
import { assertOwnPassword } from '../sessions/recover.ts';
import { countToday } from '../store/daily-limits.ts';
import { loadOrganization } from '../store/organizations.ts';
import type { Handlers } from './context.ts';
import { endFormer } from './end-former.ts';
import { accountView, actionOn } from './on-account.ts';
import { tokensFor } from './tokens.ts';

export const ownAccountHandlers = {
  checkLink: ({ deps, body, now }) => checkLink(deps, body.token, now),
  keepAlive: ({ deps, body, now }) => keepAlive(deps, body.token, now),
  async activate(context) {
    const { body, deps, source, now } = context;
    const { account, session } = await activate(deps, { ...body, source }, now);
    await endFormer(context, session.id);
    return tokensFor(context, account, session, context.body.cookie === true);
  },

  async me(context) {
    const { eraseAfterDays } = context.deps.policy;
    const { account } = context.caller();
    const pending = pendingChanges(account, context.now);
    return { ...(await accountView(context, account)), eraseAfterDays, pendingChanges: pending };
  },
  async readMyOrganization({ deps, caller }) {
    const { organizationId } = caller().account.row;
    const organization = await loadOrganization(deps.store, organizationId);
    if (!organization) throw new Refusal('not_found');
    const { proposals } = rulesOf(deps, organization);
    return { organizationId, name: organization.row.name, proposals };
  },
  async changeMe(context) {
    const { account } = context.caller();
    const request = { ...actionOn(context, account), changes: context.body };
    return accountView(context, await changeUser(context.deps, request, context.now));
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
} satisfies Partial<Handlers>;

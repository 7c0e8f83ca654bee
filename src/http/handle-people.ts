/** People: from the request to the operation and back. */
import { changeRole } from '../accounts/change-role.ts';
import { changeUser } from '../accounts/change-user.ts';
import { deactivate } from '../accounts/deactivate.ts';
import { eraseNow } from '../accounts/erase.ts';
import { exportPeople } from '../accounts/export-people.ts';
import { moveUser } from '../accounts/move.ts';
import { remind } from '../accounts/remind.ts';
import { restore } from '../accounts/restore.ts';
import { searchPeople } from '../accounts/search.ts';
import { sendResetLinkTo } from '../accounts/send-reset-link.ts';
import type { Context, Handlers } from './context.ts';
import { accountView, actionOn } from './on-account.ts';
import { organizationAsked } from './organization-asked.ts';

export const peopleHandlers = {
  async searchUsers(context) {
    return searchPeople(context.deps, { ...context.body, ...within(context) }, context.now);
  },
  async exportUsers(context) {
    const { row, userId } = context.caller().account;
    const actor = { userId, organizationId: row.organizationId };
    const ask = { ...context.body, ...within(context) };
    return exportPeople(context.deps, ask, actor, context.now);
  },
  readUser: async (context) => accountView(context, context.user()),
  async changeUser(context) {
    const request = { ...actionOn(context, context.user()), changes: context.body };
    return accountView(context, await changeUser(context.deps, request, context.now));
  },
  async changeRole(context) {
    const request = { ...actionOn(context, context.user()), role: context.body.role };
    return accountView(context, await changeRole(context.deps, request, context.now));
  },
  async changeOrganization(context) {
    const request = {
      ...actionOn(context, context.user()),
      organizationId: context.body.organizationId,
    };
    return accountView(context, await moveUser(context.deps, request, context.now));
  },
  sendResetLink: (context) =>
    sendResetLinkTo(context.deps, actionOn(context, context.user()), context.now),
  async remindUser(context) {
    return accountView(
      context,
      await remind(context.deps, actionOn(context, context.user()), context.now),
    );
  },
  async deactivateUser(context) {
    return accountView(
      context,
      await deactivate(context.deps, actionOn(context, context.user()), context.now),
    );
  },
  async restoreUser(context) {
    return accountView(
      context,
      await restore(context.deps, actionOn(context, context.user()), context.now),
    );
  },
  eraseUser: (context) => eraseNow(context.deps, actionOn(context, context.user()), context.now),
} satisfies Partial<Handlers>;

/** What the caller may see of what was asked for. */
function within(context: Context<'searchUsers'> | Context<'exportUsers'>) {
  const { status, organizationId } = context.body;
  return {
    organizationId: organizationAsked(context, organizationId),
    statuses: status && [status],
  };
}

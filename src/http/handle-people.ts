/** People: from the request to the operation and back. */
import { changeRole } from '../accounts/change-role.ts';
import { changeUser } from '../accounts/change-user.ts';
import { deactivate } from '../accounts/deactivate.ts';
import { eraseNow } from '../accounts/erase.ts';
import { moveUser } from '../accounts/move.ts';
import { restore } from '../accounts/restore.ts';
import { searchPeople } from '../accounts/search.ts';
import type { Handlers } from './context.ts';
import { accountView, actionOn } from './on-account.ts';
import { organizationAsked } from './organization-asked.ts';

export const peopleHandlers = {
  async searchUsers(context) {
    const { status, ...ask } = context.body;
    const organizationId = organizationAsked(context, ask.organizationId);
    const statuses = status && [status];
    return searchPeople(context.deps, { ...ask, organizationId, statuses }, context.now);
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

/** The audit log: primary users see their own organization, and nothing of others. */
import type { EndpointName } from '../api.ts';
import { exportEvents } from '../audit/export-events.ts';
import { readEvents } from '../audit/read-events.ts';
import { Refusal } from '../policy/problems.ts';
import type { Context, Handlers } from './context.ts';

export const auditHandlers = {
  async listEvents(context) {
    const { limit: rows, cursor, ...filter } = context.query;
    const seen = inScope(context, filter);
    return readEvents(context.deps, seen, { rows, cursor }, context.now);
  },
  async exportEvents(context) {
    const { format, ...filter } = context.query;
    const { row, userId } = context.caller().account;
    const actor = { userId, organizationId: row.organizationId };
    return exportEvents(context.deps, inScope(context, filter), format, actor, context.now);
  },
} satisfies Partial<Handlers>;

/** @throws Refusal not_found when the events of another organization are asked for */
function inScope<T extends { organizationId?: string | undefined }>(
  { caller }: Pick<Context<EndpointName>, 'caller'>,
  filter: T,
): T {
  const { account, scope } = caller();
  const own = account.row.organizationId;
  if (scope === 'any') return filter;
  if (filter.organizationId !== undefined && filter.organizationId !== own)
    throw new Refusal('not_found');
  return { ...filter, organizationId: own };
}

/** The audit log: primary users see only their own organization's events. */
import type { EndpointName } from '../api.ts';
import { exportEvents } from '../audit/export-events.ts';
import { nameSubjects } from '../audit/name-subjects.ts';
import { readEvents } from '../audit/read-events.ts';
import { Refusal } from '../policy/problems.ts';
import type { Context, Handlers } from './context.ts';
import { organizationAsked } from './organization-asked.ts';

export const auditHandlers = {
  async listEvents(context) {
    const { limit: rows, cursor, ...filter } = context.query;
    const seen = inScope(context, filter);
    return readEvents(context.deps, seen, { rows, cursor }, context.now, readerOf(context));
  },
  async nameSubjects(context) {
    const { deps, body, now } = context;
    const organizationId = organizationAsked(context, undefined);
    return { items: await nameSubjects(deps, { ...body, organizationId }, now) };
  },
  async exportEvents(context) {
    const { format, cursor, ...filter } = context.query;
    const seen = inScope(context, filter);
    const reader = readerOf(context);
    const part = await exportEvents(context.deps, seen, format, reader, context.now, cursor);
    if (part.next) context.setNextPart(part.next);
    return part.text;
  },
} satisfies Partial<Handlers>;

function readerOf({ caller }: Pick<Context<EndpointName>, 'caller'>) {
  const { row, userId } = caller().account;
  return { userId, organizationId: row.organizationId };
}

/** @throws Refusal not_found when another organization's events are requested */
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

/** Notices: from the request to the operation and back. */
import type { EndpointName } from '../api.ts';
import {
  changeServiceNotice,
  currentNotices,
  noticeView,
  publishNotice,
  withdrawNotice,
} from '../notices/service-notice.ts';
import { listNotices } from '../store/notices.ts';
import type { Context, Handlers } from './context.ts';

export const noticeHandlers = {
  currentNotices: async ({ deps, now }) => ({ items: await currentNotices(deps, now) }),
  async listNotices({ deps }) {
    return { items: (await listNotices(deps.store)).map(noticeView) };
  },
  async createNotice(context) {
    const { deps, body, newId, requestHash, now } = context;
    const request = { noticeId: newId, requestHash, actor: actorOf(context) };
    return publishNotice(deps, request, body, now);
  },
  changeNotice: (context) =>
    changeServiceNotice(context.deps, changeOf(context), context.body, context.now),
  withdrawNotice: (context) => withdrawNotice(context.deps, changeOf(context), context.now),
} satisfies Partial<Handlers>;

type Any = Pick<Context<EndpointName>, 'caller' | 'params' | 'ifMatch'>;

function changeOf({ params, ifMatch, caller }: Any) {
  return { noticeId: params['noticeId'] ?? '', ifMatch, actor: actorOf({ caller }) };
}

function actorOf({ caller }: Pick<Any, 'caller'>) {
  const { userId, row } = caller().account;
  return { actorId: userId, organizationId: row.organizationId };
}

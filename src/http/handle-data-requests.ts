/** Personal data requests, for the person and for the administration. */
import {
  answerDataRequest,
  fileDataRequest,
  listDataRequests,
  requestView,
} from '../privacy/data-requests.ts';
import type { Handlers } from './context.ts';

export const dataRequestHandlers = {
  async fileDataRequest({ deps, body, caller, now }) {
    return requestView(await fileDataRequest(deps, caller().account, body, now));
  },
  async listMyDataRequests({ caller }) {
    return { items: caller().account.dataRequests.map(requestView) };
  },
  async listDataRequests({ deps, now }) {
    return { items: await listDataRequests(deps, now) };
  },
  async answerDataRequest({ deps, user, params, body, caller, now }) {
    const actorId = caller().account.userId;
    const requestId = params['requestId'] ?? '';
    await answerDataRequest(deps, { loaded: user(), actorId, requestId, ...body }, now);
  },
} satisfies Partial<Handlers>;

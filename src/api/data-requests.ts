/** Personal data requests: the endpoints. */
import { z } from 'zod';
import { dataRequestKinds } from '../policy/data-request-kinds.ts';
import * as input from '../policy/input.ts';
import type { Endpoint } from './endpoint.ts';
import { dataRequest } from './shapes.ts';

export const dataRequestsEndpoints = {
  fileDataRequest: {
    method: 'POST',
    path: 'api/me/data-requests',
    permission: 'account.use',
    summary: 'File a data request: access, correct, erase, restrict or object.',
    body: z.strictObject({ kind: z.enum(dataRequestKinds), note: input.note.optional() }),
    output: dataRequest,
    status: 201,
    errors: ['too_many_data_requests'],
  },
  listMyDataRequests: {
    method: 'GET',
    path: 'api/me/data-requests',
    permission: 'account.use',
    summary: 'List my data requests and their answers.',
    output: z.strictObject({ items: z.array(dataRequest) }),
    status: 200,
    errors: [],
  },
  listDataRequests: {
    method: 'GET',
    path: 'api/data-requests',
    permission: 'requests.answer',
    summary: 'List the data requests that await an answer, the most urgent first.',
    output: z.strictObject({
      items: z.array(
        dataRequest.extend({
          userId: input.id,
          firstName: z.string(),
          lastName: z.string(),
          email: z.string(),
          late: z.boolean(),
        }),
      ),
    }),
    status: 200,
    errors: [],
  },
  answerDataRequest: {
    method: 'POST',
    path: 'api/users/{userId}/data-requests/{requestId}/answer',
    permission: 'requests.answer',
    summary: "Answer a person's data request; the person is notified.",
    body: z.strictObject({ outcome: z.enum(['done', 'declined']), answer: input.note }),
    status: 204,
    errors: ['no_request'],
    target: 'user',
  },
} as const satisfies Record<string, Endpoint>;

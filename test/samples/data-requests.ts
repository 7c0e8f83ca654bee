/** Valid inputs and crash samples of the routes for data subjects' requests. */
import { randomUUID } from 'node:crypto';
import type { dataRequestsEndpoints } from '../../src/api/data-requests.ts';
import type { Inputs, Place } from './input.ts';
import type { Samples } from './sample.ts';
import { byThemselves } from './sample-kinds.ts';
import { as, person, signedIn } from './world.ts';

export const dataRequestsInputs = {
  fileDataRequest: () => ({ body: { kind: 'access', note: 'All of it, please.' } }),
  listMyDataRequests: () => ({}),
  listDataRequests: () => ({}),
  answerDataRequest: ({ userId }: Place) => ({
    path: { userId, requestId: randomUUID() },
    body: { outcome: 'done', answer: 'Here it is.' },
  }),
} satisfies Inputs<typeof dataRequestsEndpoints>;

export const dataRequestsSamples = {
  fileDataRequest: byThemselves('more', (self) =>
    self.fileDataRequest({ body: { kind: 'access', note: 'All of it, please.' } }),
  ),
  answerDataRequest: {
    again: 'no_request',
    async arrange(world) {
      const known = await person(world);
      const client = await signedIn(world, known);
      const { requestId } = await client.fileDataRequest({ body: { kind: 'access' } });
      const params = { userId: known.userId, requestId };
      const body = { outcome: 'done', answer: 'Here it is.' } as const;
      return {
        about: known.about,
        work: (on) => as(on, world.admin).answerDataRequest({ params, body }),
      };
    },
  },
} satisfies Samples<typeof dataRequestsEndpoints>;

/** Valid inputs and crash samples of the routes for notices. */
import type { noticesEndpoints } from '../../src/api/notices.ts';
import type { Client } from '../../src/client/client.ts';
import type { Inputs, Place } from './input.ts';
import type { Sample, Samples } from './sample.ts';
import { creating } from './sample-kinds.ts';
import { as } from './world.ts';

const words = { fi: 'Tiedote', sv: 'Meddelande', en: 'Notice' };

const notice = {
  level: 'info',
  title: words,
  text: words,
  from: '2026-03-02T00:00:00Z',
  until: '2027-03-02T00:00:00Z',
} as const;

export const noticesInputs = {
  listNotices: () => ({}),
  createNotice: () => ({ body: notice }),
  changeNotice: ({ sessionId }: Place) => ({
    path: { noticeId: sessionId },
    body: { level: 'warning' },
  }),
  withdrawNotice: ({ sessionId }: Place) => ({ path: { noticeId: sessionId } }),
} satisfies Inputs<typeof noticesEndpoints>;

const ifMatch = '"1"';

const onNotice = (
  verb: (admin: Client, noticeId: string) => Promise<unknown>,
  again: Sample['again'],
): Sample => ({
  again,
  async arrange({ admin }) {
    const { noticeId } = await admin.createNotice({ body: notice });
    return { about: [noticeId], work: (on) => verb(as(on, admin), noticeId) };
  },
});

export const noticesSamples = {
  createNotice: creating('createNotice', (admin, idempotencyKey) =>
    admin.createNotice({ body: notice, idempotencyKey }),
  ),
  changeNotice: onNotice(
    (admin, noticeId) =>
      admin.changeNotice({ params: { noticeId }, body: { level: 'warning' }, ifMatch }),
    'changed_meanwhile',
  ),
  withdrawNotice: onNotice(
    (admin, noticeId) => admin.withdrawNotice({ params: { noticeId }, body: {}, ifMatch }),
    'changed_meanwhile',
  ),
} satisfies Samples<typeof noticesEndpoints>;

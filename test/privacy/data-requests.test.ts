/** Promise: a person's request about their data is answered within a month. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';
import { refused } from '../support/refused.ts';

let service: Service;
let admin: Client;
let me: Client;
let userId: string;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const body = { name: 'Espoo & <Co>', language: 'fi' } as const;
  const { organizationId } = await admin.createOrganization({ body });
  ({ client: me, userId } = await service.join(admin, 'aino@espoo.fi', organizationId, 'editor'));
});

afterAll(() => service.stop());

test('a request has a deadline of 30 days, is shown to administrators, and is answered once', async () => {
  const filed = await me.fileDataRequest({
    body: { kind: 'correct', note: 'My name is\nAino-Maija.' },
  });
  expect(filed).toMatchObject({ kind: 'correct', dueOn: '2026-04-01' });
  await service.drainMail();
  expect(service.mailbox.messages(firstAdministrator)[0]?.text).toContain('/data-requests');
  const { items } = await admin.listDataRequests();
  expect(items).toMatchObject([{ userId, requestId: filed.requestId, late: false }]);
  const params = { userId, requestId: filed.requestId };
  const body = { outcome: 'done', answer: 'Corrected.' } as const;
  await admin.answerDataRequest({ params, body });
  await expect(admin.answerDataRequest({ params, body })).rejects.toEqual(refused('no_request'));
  expect((await admin.listDataRequests()).items).toEqual([]);
  const mine = await me.listMyDataRequests();
  expect(mine.items).toMatchObject([{ outcome: 'done', answer: 'Corrected.' }]);
  await service.drainMail();
  expect(service.mailbox.messages('aino@espoo.fi')[0]?.subject).toMatch(/request/i);
  const { items: events } = await admin.listEvents({ query: { subjectId: userId } });
  expect(JSON.stringify(events)).not.toContain('Maija');
});

test('a request past its day shows as late', async () => {
  await me.fileDataRequest({ body: { kind: 'object' } });
  service.clock.advance({ days: 31 });
  admin = service.client();
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  expect((await admin.listDataRequests()).items).toMatchObject([{ kind: 'object', late: true }]);
});

test('nobody can have more than 20 requests (409 too_many_data_requests)', async () => {
  me = service.client();
  await me.signIn({ body: { email: 'aino@espoo.fi', password: goodPassword } });
  for (let count = 2; count < 20; count++) await me.fileDataRequest({ body: { kind: 'access' } });
  const more = me.fileDataRequest({ body: { kind: 'access' } });
  await expect(more).rejects.toEqual(refused('too_many_data_requests'));
});

test('my data shows my requests, and erasure deletes them', async () => {
  expect((await me.myData()).requests).toHaveLength(20);
  const { etag } = await admin.readUser({ params: { userId } });
  await admin.eraseUser({ params: { userId }, body: { confirm: 'erase' }, ifMatch: etag });
  expect((await loadAccount(service.deps.store, userId))?.dataRequests).toEqual([]);
});

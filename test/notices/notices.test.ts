/** Promise: everyone sees the administration's notices, exactly during their period. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';
import { refused } from '../support/refused.ts';

let service: Service;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
});

afterAll(() => service.stop());

const content = {
  level: 'warning',
  title: { fi: 'Päivitykset hidastuvat', sv: 'Långsammare', en: 'Slower updates' },
  text: {
    fi: 'Palvelujen tietojen päivittäminen hidastuu vuodenvaihteessa.',
    sv: 'Uppdateringen av uppgifter går långsammare vid årsskiftet.',
    en: 'Updating will be slower at the turn of the year.\nWe are sorry.',
  },
  from: '2026-03-03T08:00:00.000Z',
  until: '2026-03-05T08:00:00.000Z',
} as const;

async function signIn(): Promise<void> {
  admin = service.client();
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
}

const shown = async () => (await service.client().currentNotices()).items;

test('a notice is seen without signing in, from its first moment until its last', async () => {
  const made = await admin.createNotice({ body: content });
  expect(made).toMatchObject({ ...content, etag: '"1"' });
  expect(await shown()).toEqual([]);
  service.clock.advance({ days: 1 });
  expect(await shown()).toEqual([{ noticeId: made.noticeId, ...content }]);
  service.clock.advance({ days: 2 });
  expect(await shown()).toEqual([]);
  service.clock.advance({ days: -2 });
  await signIn();

  const params = { noticeId: made.noticeId };
  const body = { level: 'disruption', until: '2026-03-09T08:00:00Z' } as const;
  const changed = await admin.changeNotice({ params, body, ifMatch: made.etag });
  expect(changed).toMatchObject({ level: 'disruption', title: content.title, etag: '"2"' });
  await expect(admin.changeNotice({ params, body, ifMatch: made.etag })).rejects.toEqual(
    refused('changed_meanwhile'),
  );
  await admin.withdrawNotice({ params, body: {}, ifMatch: changed.etag });
  expect(await shown()).toEqual([]);
  await expect(admin.changeNotice({ params, body, ifMatch: '"3"' })).rejects.toEqual(
    refused('notice_withdrawn'),
  );
  const [listed] = (await admin.listNotices()).items;
  expect(listed).toMatchObject({ noticeId: made.noticeId, withdrawnAt: service.clock.iso });

  const { items } = await admin.listEvents({ query: { subjectId: made.noticeId } });
  // All at one instant of the test's clock: their order in the list is undefined.
  expect(items.map(({ kind, settled }) => [kind, settled]).sort()).toEqual([
    ['notice_changed', true],
    ['notice_published', true],
    ['notice_withdrawn', true],
  ]);
});

test('an end before the beginning or a missing language is refused, and nothing is stored', async () => {
  const before = (await admin.listNotices()).items.length;
  await expect(
    admin.createNotice({ body: { ...content, until: content.from } }),
  ).rejects.toMatchObject({ code: 'invalid_input', faults: [{ field: 'body.until' }] });
  const { sv: _, ...title } = content.title;
  await expect(
    admin.createNotice({ body: { ...content, title: title as typeof content.title } }),
  ).rejects.toMatchObject({ code: 'invalid_input', faults: [{ field: 'body.title.sv' }] });
  expect((await admin.listNotices()).items).toHaveLength(before);
});

test('the same request twice publishes one notice; a different one with its key is refused', async () => {
  const idempotencyKey = randomUUID();
  const one = await admin.createNotice({ body: content, idempotencyKey });
  expect(await admin.createNotice({ body: content, idempotencyKey })).toEqual(one);
  const other = { ...content, level: 'info' } as const;
  await expect(admin.createNotice({ body: other, idempotencyKey })).rejects.toEqual(
    refused('idempotency_key_reused'),
  );
});

test('repair settles a notice whose journal row was left pending', async () => {
  const table = await service.deps.store.journal('202603');
  const made = await admin.createNotice({ body: content });
  const [event] = (await admin.listEvents({ query: { subjectId: made.noticeId } })).items;
  for await (const row of table.listEntities())
    if (row['eventId'] === event?.eventId)
      await table.updateEntity({ ...row, state: 'pending' } as never, 'Replace');
  service.clock.advance({ minutes: 2 });
  await service.runTimer('repair');
  const after = await admin.listEvents({ query: { subjectId: made.noticeId } });
  expect(after.items).toMatchObject([{ eventId: event?.eventId, settled: true }]);
});

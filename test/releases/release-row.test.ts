/** Promise: storage says which release wrote last; one that is more than one behind keeps away. */
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { ProblemError } from '../../src/client/client.ts';
import { getRow, write } from '../../src/store/tables.ts';
import { type TimerName, timerTable } from '../../src/timers/timer-table.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';
import { copyOf } from './copy.ts';
import { releases } from './recording.ts';

const key = { partitionKey: 'state', rowKey: 'release' };
const releaseRow = z.looseObject({ release: z.number() });

async function newestIn({ deps }: Service): Promise<number | undefined> {
  return (await getRow(await deps.store.table('keys'), releaseRow, key))?.release;
}

/** A service with an administrator, after a release so much newer has written; a fresh process. */
async function openBehind(by: number) {
  const first = await startService();
  await first.signedInAdministrator();
  const present = (await newestIn(first)) ?? 0;
  const row = { release: present + by, note: 'of a newer release' };
  await write(await first.deps.store.table('keys'), [{ do: 'put', key, row }]);
  first.logs.length = 0;
  const service = await startService(first);
  onTestFinished(async () => {
    await service.stop();
    await first.stop();
  });
  return { first, service, present };
}

const signIn = (service: Service) =>
  service.client().signIn({ body: { email: firstAdministrator, password: goodPassword } });

test('the present release records itself, and keeps a recording of each before it', async () => {
  const { present } = await openBehind(0);
  expect(present).toBeGreaterThan(1);
  for (let release = 1; release < present; release++) expect(releases).toContain(release);
});

test('beside a release that is newer by one everything works, and its mark stays', async () => {
  const { service, present } = await openBehind(1);
  expect(await service.client().ready()).toEqual({ status: 'ok' });
  await signIn(service);
  for (const name of Object.keys(timerTable) as TimerName[]) await service.runTimer(name);
  const row = await getRow(await service.deps.store.table('keys'), releaseRow, key);
  expect(row).toMatchObject({ release: present + 1, note: 'of a newer release' });
});

test('behind a release that is newer by two it is not ready and says why', async () => {
  const { service } = await openBehind(2);
  const error: unknown = await service
    .client()
    .ready()
    .catch((refusal: unknown) => refusal);
  expect(error).toBeInstanceOf(ProblemError);
  expect(error).toMatchObject({ status: 503 });
  expect(JSON.stringify(error)).toMatch(/release/);
});

test('behind a release that is newer by two it says why in one log line a request', async () => {
  const { service } = await openBehind(2);
  for (let tries = 0; tries < 3; tries++) await signIn(service).catch(() => {});
  const lines = service.logs.filter((line) => /deploy release \d+ or a newer one/.test(line));
  expect(lines).toHaveLength(3);
});

test('behind a release that is newer by two no request, timer or message changes anything', async () => {
  const { service } = await openBehind(2);
  const queue = await service.deps.store.queue('mail-now');
  const before = await copyOf(service.connectionString);
  await expect(signIn(service)).rejects.toMatchObject({ status: 503 });
  for (const name of Object.keys(timerTable) as TimerName[])
    await service.runTimer(name).catch(() => {});
  expect((await copyOf(service.connectionString)).tables).toEqual(before.tables);
  // A message that is taken must be there again: the host would set it aside after some tries.
  const message = {
    userId: crypto.randomUUID(),
    eventId: '01K0000000000000000000000A',
    template: 'password_changed',
  };
  await service.handleMail('now', message, 5);
  expect((await queue.getProperties()).approximateMessagesCount).toBe(1);
  expect((await copyOf(service.connectionString)).tables).toEqual(before.tables);
});

test('a process that runs while the second newer release arrives stops within ten minutes', async () => {
  const { first, present } = await openBehind(1);
  await signIn(first);
  const row = { release: present + 2 };
  await write(await first.deps.store.table('keys'), [{ do: 'put', key, row }]);
  first.clock.advance({ minutes: 10 });
  await expect(signIn(first)).rejects.toMatchObject({ status: 503 });
});

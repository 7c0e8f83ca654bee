/** Promise: storage names the newest release, and a release more than one behind does not write. */
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { ProblemError } from '../../src/client/client.ts';
import { getRow, write } from '../../src/store/tables.ts';
import { type TimerName, timerTable } from '../../src/timers/timers.ts';
import { readAccount } from '../support/direct-storage.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';
import { releases } from './recording.ts';

const key = { partitionKey: 'state', rowKey: 'release' };
const releaseRow = z.looseObject({ release: z.number() });

async function newestIn({ deps }: Service): Promise<number | undefined> {
  return (await getRow(await deps.store.table('keys'), releaseRow, key))?.release;
}

/** Opens a new instance after a release newer by this number has written. */
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

test('the current release records itself, and there is a recording of each earlier one', async () => {
  const { present } = await openBehind(0);
  expect(present).toBeGreaterThan(1);
  for (let release = 1; release < present; release++) expect(releases).toContain(release);
});

test('one release behind, everything works and the newer mark stays', async () => {
  const { service, present } = await openBehind(1);
  expect(await service.client().ready()).toEqual({ status: 'ok' });
  await signIn(service);
  for (const name of Object.keys(timerTable) as TimerName[]) await service.runTimer(name);
  const row = await getRow(await service.deps.store.table('keys'), releaseRow, key);
  expect(row).toMatchObject({ release: present + 1, note: 'of a newer release' });
});

test('two releases behind, the service is not ready and says why', async () => {
  const { service } = await openBehind(2);
  const error: unknown = await service
    .client()
    .ready()
    .catch((refusal: unknown) => refusal);
  expect(error).toBeInstanceOf(ProblemError);
  expect(error).toMatchObject({ status: 503 });
  expect(JSON.stringify(error)).toMatch(/release/);
});

test('two releases behind, each request logs one line with the reason', async () => {
  const { service } = await openBehind(2);
  for (let tries = 0; tries < 3; tries++) await signIn(service).catch(() => {});
  const lines = service.logs.filter((line) => /deploy release \d+ or a newer one/.test(line));
  expect(lines).toHaveLength(3);
});

test('two releases behind, no request, timer or message changes anything', async () => {
  const { service } = await openBehind(2);
  const queue = await service.deps.store.queue('mail-now');
  const before = await readAccount(service.connectionString);
  await expect(signIn(service)).rejects.toMatchObject({ status: 503 });
  for (const name of Object.keys(timerTable) as TimerName[])
    await service.runTimer(name).catch(() => {});
  expect(await readAccount(service.connectionString)).toEqual(before);
  // A received message must be put back, or the host would poison it after some attempts.
  const message = {
    userId: crypto.randomUUID(),
    eventId: '01K0000000000000000000000A',
    template: 'password_changed',
  };
  await service.handleMail('now', message, 5);
  expect((await queue.getProperties()).approximateMessagesCount).toBe(1);
  expect(await readAccount(service.connectionString)).toEqual(before);
});

test('a running instance stops within ten minutes after the second newer release arrives', async () => {
  const { first, present } = await openBehind(1);
  await signIn(first);
  const row = { release: present + 2 };
  await write(await first.deps.store.table('keys'), [{ do: 'put', key, row }]);
  first.clock.advance({ minutes: 10 });
  await expect(signIn(first)).rejects.toMatchObject({ status: 503 });
});

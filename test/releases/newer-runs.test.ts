/** Promise: a run does its own work and leaves a newer release's work alone. */
import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ProblemError } from '../../src/client/client.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { importLineKey, journalKey, suspendedKey } from '../../src/store/row-keys.ts';
import { renew } from '../faults/around.ts';
import { lifecycleSamples } from '../samples/lifecycle.ts';
import { openWorld, type World } from '../samples/open-world.ts';
import { queueSamples } from '../samples/queue.ts';
import { timersSamples } from '../samples/timers.ts';
import { as, person, signedIn } from '../samples/world.ts';
import { readAccount } from '../support/direct-storage.ts';
import { addApp, codeOf } from '../support/factors.ts';
import { goodPassword } from '../support/harness.ts';
import type { Row } from '../support/stored-copy.ts';
import { type Fields, merge, type Place } from './newer-place.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.service.stop());

async function rowsOf(table: RegExp, having: (row: Row) => boolean): Promise<Row[]> {
  const tables = await readAccount(world.service.connectionString);
  return Object.entries(tables)
    .filter(([name]) => table.test(name))
    .flatMap(([, rows]) => rows)
    .filter(having);
}

/** Records a change started by a newer release. @returns its id */
async function begun(fields: Fields): Promise<string> {
  const { clock, connectionString } = world.service;
  const eventId = ulid(clock.now());
  const { month, key } = journalKey(eventId);
  const what = { eventId, at: clock.iso, actorId: 'service', organizationId: '', data: '{}' };
  const subject = { subjectId: randomUUID(), kind: 'signal_registered', state: 'pending' };
  const place: Place = {
    table: `journal${month}`,
    ...key,
    fields: { ...what, ...subject, ...fields },
  };
  await merge(connectionString, place);
  return eventId;
}

test('repair leaves unfinished changes of unknown subjects and finishes its own', async () => {
  const ids = [
    await begun({ subjectKind: 'signal' }),
    await begun({ subjectKind: 'signal', effects: '{"delegations":["session_revoked"]}' }),
  ];
  const isTheirs = (row: Row) => ids.some((id) => row.rowKey.includes(id));
  const before = await rowsOf(/./, isTheirs);
  const { about } = await timersSamples.repair.arrange(world);
  world.service.clock.advance({ minutes: 2 });
  expect(await world.service.runTimer('repair')).toMatchObject({ failed: 0 });
  expect(await rowsOf(/./, isTheirs)).toEqual(before);
  const [userId = ''] = about;
  const own = await rowsOf(/^journal/, (row) => row['subjectId'] === userId);
  expect(own.map((row) => row['state'])).not.toContain('pending');
});

test('repair applies the known effects of a change and keeps the unknown ones', async () => {
  const { about } = await timersSamples.repair.arrange(world);
  const [userId = ''] = about;
  const isOurs = (row: Row) => row['subjectId'] === userId && row['state'] === 'pending';
  const [entry] = await rowsOf(/^journal/, isOurs);
  if (!entry) throw new Error('the change is not unfinished');
  const { partitionKey, rowKey } = entry;
  const effects = JSON.stringify({
    ...JSON.parse(String(entry['effects'])),
    delegations: ['purged'],
  });
  const { month } = journalKey(String(entry['eventId']));
  const { connectionString } = world.service;
  await merge(connectionString, {
    table: `journal${month}`,
    partitionKey,
    rowKey,
    fields: { effects },
  });
  const queue = await world.service.deps.store.queue('mail-later');
  const waiting = async () => (await queue.getProperties()).approximateMessagesCount;
  const before = await waiting();
  for (let runs = 0; runs < 3; runs++) {
    world.service.clock.advance({ minutes: 2 });
    await world.service.runTimer('repair');
  }
  expect(await waiting(), 'e-mails are left to the newer release').toBe(before);
  const [listed] = await rowsOf(/^directory$/, (row) => row.rowKey === userId);
  expect(listed?.['role']).toBe('expert');
  const [kept] = await rowsOf(/^journal/, (row) => row.rowKey === rowKey);
  expect(kept?.['state']).toBe('pending');
  expect(kept?.['effects']).toContain('purged');
});

test("a confirmed run skips people who wait for a newer release's step", async () => {
  await renew(world, {});
  const bystander = await person(world);
  await lifecycleSamples.dropSuspendedRun.arrange(world);
  const admin = as(world.service, world.admin);
  const runId = (await admin.readSuspendedRun()).run?.runId ?? '';
  const place = {
    table: 'schedule',
    ...suspendedKey(runId, bystander.userId),
    fields: { step: 'review' },
  };
  await merge(world.service.connectionString, place);
  const { items } = await admin.listSuspendedPeople({ params: { runId }, query: { limit: 100 } });
  expect(items.filter(({ user }) => user.userId === bystander.userId)).toEqual([]);
  expect(items).toHaveLength(1);
  await admin.confirmSuspendedRun({ params: { runId }, body: {} });
  await world.service.runTimer('lifecycle');
  const { row } = (await loadAccount(world.service.deps.store, bystander.userId)) ?? {};
  expect([row?.deactivatedAt, row?.erasedAt]).toEqual([undefined, undefined]);
});

test('an import skips a line that only a newer release can process', async () => {
  await renew(world, {});
  const item = await queueSamples.import.arrange(world);
  const [importId = ''] = item.about;
  const place = { table: 'imports', ...importLineKey(importId, 2), fields: { role: 'auditor' } };
  await merge(world.service.connectionString, place);
  await item.work(world.service);
  const lines = await rowsOf(/^imports$/, (row) => row.partitionKey === importId);
  const outcomes = lines.map((row) => [row.rowKey, row['outcome'], row['role']]);
  expect(outcomes).toContainEqual(['line.0003', 'invited', undefined]);
  expect(outcomes).not.toContainEqual(['line.0002', 'invited', undefined]);
});

const sms = (userId: string): Place => {
  const fields = { kind: 'sms', name: 'Phone', createdAt: world.service.clock.iso };
  const rowKey = `account.factor.${randomUUID()}`;
  return { table: 'accounts', partitionKey: userId, rowKey, fields };
};

async function refusalOf(email: string): Promise<ProblemError> {
  const body = { email, password: goodPassword };
  const error: unknown = await world.service
    .client()
    .signIn({ body })
    .catch((e: unknown) => e);
  if (error instanceof ProblemError) return error;
  throw new Error('the password alone was sufficient');
}

test('a known factor completes a sign-in even if the person also has an unknown one', async () => {
  const known = await person(world);
  const { secret } = await addApp(world.service, await signedIn(world, known));
  await merge(world.service.connectionString, sms(known.userId));
  world.service.clock.advance({ minutes: 1 });
  const { secondFactor } = await refusalOf(known.email);
  const client = world.service.client();
  const ticket = secondFactor?.ticket ?? '';
  await client.completeSignIn({ body: { ticket, code: codeOf(world.service, secret) } });
  expect((await client.me()).userId).toBe(known.userId);
});

test('the password alone is not sufficient if the second factor is of an unknown kind', async () => {
  const known = await person(world);
  await merge(world.service.connectionString, sms(known.userId));
  expect((await refusalOf(known.email)).status).toBeLessThan(500);
});

/** Promise: an e-mail or notice counts as delivered only once the mail service says so. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { json, type LocalAnswer, serveLoopback } from '../../src/local/loopback-server.ts';
import { askOutcome } from '../../src/mail/ask-outcome.ts';
import { evaluateLifecycle } from '../../src/policy/lifecycle.ts';
import { limit } from '../../src/policy/limits.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { mailRow } from '../../src/store/rows/work.ts';
import { readAll } from '../../src/store/tables.ts';
import { always, order, recover, tell } from '../samples/mail-trouble.ts';
import { openWorld, type World } from '../samples/open-world.ts';
import { beside, person } from '../samples/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
  await asked();
});

beforeEach(() => recover(world.service));

afterAll(() => world.service.stop());

async function asked(minutes = 11) {
  world.service.clock.advance({ minutes });
  return world.service.runTimer('mailOutcomes');
}

async function stateOf(id: string) {
  for await (const row of readAll(
    await world.service.deps.store.table('mails'),
    mailRow,
    `RowKey eq '${id}'`,
  ))
    return row;
  throw new Error('the e-mail has no row');
}

const accountOf = async (userId: string) => {
  const account = await loadAccount(world.service.deps.store, userId);
  if (!account) throw new Error('nobody is there');
  return account.row;
};

async function sentTo(known: { userId: string; email: string; about: string[] }) {
  const id = await tell(world, known);
  await world.service.drainMail();
  return id;
}

test('R04: an e-mail unknown to the service is queried again, and its failure is recorded', async () => {
  const { service } = world;
  const known = await person(world);
  await order(service, { bounces: [known.email] });
  const id = await sentTo(known);
  await order(service, { status: 404, on: 'status', times: always });
  expect(await asked()).toMatchObject({ open: 1, succeeded: 0, failed: 0 });
  expect(await asked()).toMatchObject({ open: 1 });
  expect((await stateOf(id)).state).toBe('sent');
  await recover(service);
  await order(service, { bounces: [known.email] });
  expect(await asked()).toMatchObject({ failed: 1 });
  expect((await accountOf(known.userId)).mailFailedAt).toBe(service.clock.iso);
});

test.each([404, 401, 500, 503])(
  'R04: after %i for ten days, an e-mail counts as failed, never as delivered',
  async (status) => {
    const known = await person(world);
    const id = await sentTo(known);
    await order(world.service, { status, on: 'status', times: always });
    for (let day = 0; day < limit.mailOutcomeDays; day += 3) {
      await asked();
      expect((await stateOf(id)).state).toBe('sent');
      world.service.clock.advance({ days: 3 });
    }
    await asked();
    expect((await stateOf(id)).state).toBe('failed');
    expect((await accountOf(known.userId)).mailFailedAt).toBeDefined();
  },
);

test('R04: the least recently queried come first, so that none is starved', async () => {
  const { service } = world;
  const slow = await beside(service);
  slow.deps.settings.MAIL_PER_HOUR = 6;
  const ids = [];
  for (let mail = 0; mail < 3; mail++) ids.push(await sentTo(await person(world)));
  await order(service, { status: 404, on: 'status', times: always });
  const turns = [];
  for (let run = 0; run < 6; run++) {
    service.clock.advance({ minutes: 11 });
    await slow.runTimer('mailOutcomes');
    const rows = await Promise.all(ids.map(stateOf));
    turns.push(rows.findIndex(({ askedAt }) => askedAt === service.clock.iso));
  }
  expect(turns).toEqual([0, 1, 2, 0, 1, 2]);
  await slow.stop();
});

test('R04: an exhausted quota leaves all outcomes open, and no query is counted', async () => {
  const id = await sentTo(await person(world));
  await order(world.service, { status: 429, on: 'status', times: always });
  expect(await asked()).toMatchObject({ succeeded: 0, failed: 0, open: 0 });
  expect((await stateOf(id)).askedAt).toBeUndefined();
});

const answers: readonly [string, LocalAnswer, string][] = [
  ['an unknown status', json(200, { status: 'Quarantined' }), 'open'],
  ['a status in another format', json(200, { state: 'Succeeded' }), 'open'],
  ['no JSON', { status: 200, body: 'fine' }, 'open'],
  ['an empty response', { status: 204 }, 'open'],
  ['an error that says so', json(500, { status: 'Succeeded' }), 'open'],
  ['Canceled', json(200, { status: 'Canceled' }), 'failed'],
  ['Succeeded', json(200, { status: 'Succeeded' }), 'succeeded'],
];

test.each(answers)('R04: %s as the response', async (_, answer, outcome) => {
  const server = await serveLoopback(
    0,
    async () => answer,
    () => {},
  );
  const { settings } = world.service.deps;
  const MAIL_CONNECTION = `endpoint=${server.url}/;accesskey=bG9jYWw=`;
  expect(await askOutcome({ ...settings, MAIL_CONNECTION }, randomUUID())).toBe(outcome);
  await server.stop();
});

async function noticed() {
  const { service } = world;
  const past = new Date(service.clock.now() - 160 * 86_400_000).toISOString();
  const known = await person(world, {
    invitedAt: past,
    activatedAt: past,
    lastActivityAt: past,
  });
  await order(service, { status: 404, on: 'status', times: always });
  await service.runTimer('lifecycle');
  await service.drainMail();
  const row = await accountOf(known.userId);
  expect(row.noticeEventId).toBeDefined();
  return { ...known, row };
}

test('R04: a notice whose outcome stays unknown is withdrawn before the account may lapse', async () => {
  const { service } = world;
  const { userId } = await noticed();
  expect(limit.noticeOutcomeDays).toBeLessThan(limit.noticeDaysMin);
  service.clock.advance({ days: limit.noticeOutcomeDays });
  await asked();
  const row = await accountOf(userId);
  expect([row.firstNoticeAt, row.noticeEventId]).toEqual([undefined, undefined]);
  expect(row.noticeFailedAt).toBe(service.clock.iso);
});

test('R04: nobody lapses on a notice whose outcome was not queried until that day', async () => {
  const { service } = world;
  const { userId, row } = await noticed();
  const { deactivateAt = '' } = evaluateLifecycle(row, service.deps.policy, service.clock.iso);
  service.clock.advance({ milliseconds: Date.parse(deactivateAt) - service.clock.now() + 1 });
  await service.runTimer('lifecycle');
  const after = await accountOf(userId);
  expect([after.deactivatedAt, after.firstNoticeAt]).toEqual([undefined, undefined]);
  const { status } = evaluateLifecycle(after, service.deps.policy, service.clock.iso);
  expect(status).toBe('active');
});

test('R04: a delivered notice counts, even if that is learned on the last day', async () => {
  const { service } = world;
  const { userId, row } = await noticed();
  await recover(service);
  const { deactivateAt = '' } = evaluateLifecycle(row, service.deps.policy, service.clock.iso);
  service.clock.advance({ milliseconds: Date.parse(deactivateAt) - service.clock.now() + 1 });
  await service.runTimer('lifecycle');
  expect((await accountOf(userId)).deactivatedAt).toBeDefined();
});

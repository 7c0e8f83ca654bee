/** Promise: if storage fails, requests succeed or get 503 with Retry-After, and nothing doubles. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Client, ProblemError } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
import { openWorld, type World } from '../samples/open-world.ts';
import { settleDown } from '../samples/settle-down.ts';
import { as, person, signedIn } from '../samples/world.ts';
import { openChance } from '../simulate/chance.ts';
import { goodPassword, type Service, startService } from '../support/harness.ts';
import { checkAll } from './around.ts';
import { deliver, takeAll } from './deliver.ts';
import { type Fault, faults, startFaultyStorage } from './faulty-storage.ts';

let world: World;
let service: Service;
let storage: Awaited<ReturnType<typeof startFaultyStorage>>;
const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);

beforeAll(async () => {
  process.on('unhandledRejection', note);
  world = await openWorld();
  storage = await startFaultyStorage(world.service.connectionString);
  const { connectionString } = storage;
  service = await startService({ ...world.service, connectionString });
  // Opens connections and loads keys before the faults begin.
  await as(service, world.admin).me();
});

afterEach(() => {
  storage.trouble.next = () => undefined;
});

afterAll(async () => {
  process.off('unhandledRejection', note);
  storage.stop();
  await service.stop();
  await world.service.stop();
});

const invitee = () => ({
  email: `${randomUUID()}@espoo.fi`,
  firstName: 'Uusi',
  lastName: 'Ihminen',
  organizationId: world.organizationId,
  role: 'expert' as const,
  language: 'fi' as const,
});

/** Retries when asked to, as a client should. @returns the response and the number of retries */
async function patiently<T>(request: () => Promise<T>): Promise<{ answer: T; asked: number }> {
  for (let asked = 0; ; asked++) {
    try {
      return { answer: await request(), asked };
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'busy' || asked === 20) throw error;
      expect(error.status).toBe(503);
      expect(error.retryAfterSeconds).toBeGreaterThan(0);
    }
  }
}

describe.each(faults.filter((fault) => fault !== 'slow' && fault !== 'silent'))(
  'storage that responds to every request with %s',
  (fault: Fault) => {
    test('makes the answer 503 with Retry-After, after few tries with uneven pauses', async () => {
      storage.trouble.next = () => fault;
      storage.seen.length = 0;
      const admin = as(service, world.admin);
      await expect(admin.createInvitation({ body: invitee() })).rejects.toMatchObject({
        code: 'busy',
        status: 503,
        retryAfterSeconds: 2,
      });
      const tries = Map.groupBy(storage.seen, ({ id }) => id);
      for (const each of tries.values()) expect(each.length).toBe(limit.storageTriesMax);
    });
  },
);

test('the pauses between retries never repeat', async () => {
  storage.trouble.next = () => 'error';
  storage.seen.length = 0;
  const admin = as(service, world.admin);
  await Promise.allSettled(Array.from({ length: 8 }, () => admin.me()));
  const pauses = [...Map.groupBy(storage.seen, ({ id }) => id).values()].map(([first, second]) =>
    Math.round((second?.at ?? 0) - (first?.at ?? 0)),
  );
  expect(pauses).toHaveLength(8);
  expect(Math.max(...pauses) - Math.min(...pauses)).toBeGreaterThan(10);
  expect(new Set(pauses).size).toBeGreaterThan(4);
});

test('a request is retried within seconds even if storage asks to wait an hour', async () => {
  storage.trouble.next = () => 'busy';
  storage.trouble.retryAfterSeconds = 3_600;
  const begun = performance.now();
  await expect(as(service, world.admin).me()).rejects.toMatchObject({ code: 'busy' });
  const most = limit.storageTriesMax * 2 * limit.storagePauseMillisecondsMax;
  expect(performance.now() - begun).toBeLessThan(most);
  storage.trouble.retryAfterSeconds = 1;
});

test('a request to unresponsive storage times out, and the next one succeeds', async () => {
  storage.trouble.next = () => 'silent';
  const begun = performance.now();
  await expect(as(service, world.admin).me()).rejects.toMatchObject({ code: 'busy' });
  const most = (limit.storageSecondsMax + limit.storageAnswerSeconds) * 1_000;
  expect(performance.now() - begun).toBeLessThan(most);
  storage.trouble.next = () => undefined;
  expect(await as(service, world.admin).me()).toMatchObject({ userId: world.adminId });
});

/** Share of storage requests that get a fault. */
const share = 0.15;
const clients = 10;
const rounds = 3;

test('a bad day: all succeeds in the end, once, and nothing is left half done', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  process.stdout.write(`storage faults: seed ${seed}\n`);
  const chance = openChance(seed);
  const possible = [
    'error',
    'errorAfter',
    'busy',
    'throttled',
    'reset',
    'resetAfter',
    'torn',
    'slow',
  ] as const;
  const people = await Promise.all(Array.from({ length: clients }, () => person(world)));
  const selves = await Promise.all(people.map((each) => signedIn(world, each)));
  storage.trouble.next = () => (chance.happens(share) ? chance.pick(possible) : undefined);
  const invited: { userId: string; email: string }[] = [];
  await Promise.all(
    people.map(async ({ email }, index) => {
      for (let round = 0; round < rounds; round++) {
        const body = invitee();
        const idempotencyKey = randomUUID();
        const admin = as(service, world.admin);
        const made = await patiently(() => admin.createInvitation({ body, idempotencyKey }));
        invited.push(made.answer);
        const self: Client = as(service, selves[index] ?? world.admin);
        await patiently(() => self.me());
        const credentials = { email, password: goodPassword };
        await patiently(() => service.client().signIn({ body: credentials }));
      }
    }),
  );
  const messages = await takeAll(world.service);
  expect(messages.length).toBeGreaterThanOrEqual(clients * rounds);
  await inParallel(messages, 8, (message) => deliver(service, message));
  storage.trouble.next = () => undefined;
  await settleDown(world);
  await settleDown(world);
  expect(invited).toHaveLength(clients * rounds);
  for (const { userId, email } of invited) {
    expect((await loadAccount(world.service.deps.store, userId))?.person?.email).toBe(email);
    expect(world.service.mailbox.messages(email)).toHaveLength(1);
  }
  await checkAll(world, {});
  expect(unhandled).toEqual([]);
}, 120_000);

test('a refresh whose storage response is lost does not end the session', async () => {
  const self = as(service, await signedIn(world, await person(world)));
  for (const fault of ['resetAfter', 'errorAfter'] as const) {
    let batches = 0;
    // The account is read before it is written.
    storage.trouble.next = () => (batches++ === 1 ? fault : undefined);
    await self.refresh({ body: { refreshToken: self.tokens.refresh } });
    expect(await self.listSessions()).toMatchObject({ items: [{ current: true }] });
  }
});

/** Promise: timers and queue functions run as in Azure, by the local clock. */
import { QueueServiceClient } from '@azure/storage-queue';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Azurite, startAzurite } from '../../src/local/azurite.ts';
import { advance, setOffset } from '../../src/local/clock.ts';
import { type Host, startHost } from '../../src/local/host.ts';
import { buildApp, buildFixture } from './fixture/build.ts';

let azurite: Azurite;
let bundlePath: string;
let host: Host;
let accounts: string[];

beforeAll(async () => {
  [azurite, bundlePath] = await Promise.all([startAzurite({ accounts: 8 }), buildFixture()]);
  accounts = [...azurite.accounts];
});
afterAll(() => azurite.stop());

let storageConnectionString: string;
beforeEach(async () => {
  storageConnectionString = azurite.connectionString(accounts.pop());
  host = await startHost({ bundlePath, env: {}, storageConnectionString, log: () => {} });
});
afterEach(async () => {
  await host.stop();
  await setOffset(0);
});

/** @returns the inputs that the fixture's timer and queue functions have received so far */
async function seen(): Promise<Record<string, unknown>[]> {
  return (await (await fetch(`${host.url}/api/count`)).json()).seen;
}

async function queueOf(name: string) {
  const queue =
    QueueServiceClient.fromConnectionString(storageConnectionString).getQueueClient(name);
  await queue.createIfNotExists();
  return queue;
}

async function put(message: unknown): Promise<void> {
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  await (await queueOf('work')).sendMessage(Buffer.from(text).toString('base64'));
}

const fire = (name: string, body = '{}', key = host.masterKey) =>
  fetch(`${host.url}/admin/functions/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-functions-key': key },
    body,
  });

describe('timers', () => {
  test('run once as past due after a jump over many occurrences, then wait for the next', async () => {
    expect(await host.runDue()).toEqual([]);
    await advance(5 * 3_600_000);
    expect(await host.runDue()).toEqual(['hourly']);
    expect(await host.runDue()).toEqual([]);
    expect(await seen()).toMatchObject([{ isPastDue: true }]);
    await advance(3_600_000);
    expect(await host.runDue()).toEqual(['hourly']);
  });

  test('receive the times of their last run and next occurrence', async () => {
    await advance(3_600_000);
    await host.runDue();
    const hour = new Date().toISOString().slice(0, 13);
    expect(await seen()).toEqual([
      {
        isPastDue: true,
        schedule: { adjustForDST: true },
        scheduleStatus: {
          last: '0001-01-01T00:00:00+00:00',
          next: `${hour}:00:00+00:00`,
          lastUpdated: '0001-01-01T00:00:00+00:00',
        },
      },
    ]);
  });

  test('run on schedule, one run at a time', async () => {
    const path = await buildApp(`
      let running = 0, most = 0, runs = 0;
      app.timer('often', { schedule: '* * * * * *', runOnStartup: true, handler: async () => {
        running += 1; runs += 1; most = Math.max(most, running);
        await new Promise((done) => setTimeout(done, 300));
        running -= 1;
      } });
      app.http('count', { handler: async () => ({ jsonBody: { most, runs } }) });`);
    const other = await startHost({ bundlePath: path, env: {}, storageConnectionString });
    await Promise.all([other.invoke('often'), other.invoke('often')]);
    const counted = async () => (await fetch(`${other.url}/api/count`)).json();
    await expect.poll(async () => (await counted()).runs, { timeout: 5_000 }).toBeGreaterThan(3);
    expect((await counted()).most).toBe(1);
    await other.stop();
  });
});

describe('by hand', () => {
  test('a timer gets 202 and runs', async () => {
    expect((await fire('hourly')).status).toBe(202);
    await expect.poll(seen).toHaveLength(1);
    expect((await seen())[0]).toMatchObject({ isPastDue: false });
  });

  test('a queue function gets the input', async () => {
    expect((await fire('worker', '{"input":"{\\"a\\":1}"}')).status).toBe(202);
    await expect.poll(seen).toMatchObject([{ message: { a: 1 } }]);
  });

  test('a function that cannot be run by hand is refused', async () => {
    expect((await fire('unknown')).status).toBe(404);
    expect((await fire('echo')).status).toBe(400);
    expect((await fire('hourly', 'no json')).status).toBe(400);
    expect((await fire('hourly', '')).status).toBe(400);
    expect((await fire('hourly', '{}', 'guessed')).status).toBe(401);
    expect((await fetch(`${host.url}/admin/functions/hourly`, { method: 'POST' })).status).toBe(
      401,
    );
    expect(await seen()).toEqual([]);
  });

  test('a caller in the same process sees the failure', async () => {
    await expect(host.invoke('worker', { fails: 1 })).rejects.toThrow();
    await expect(host.invoke('unknown')).rejects.toThrow(/no timer or queue function "unknown"/);
  });
});

describe('queues', () => {
  test("a message is processed once, with Azure's metadata", async () => {
    await put({ fails: 0, text: 'hyvää' });
    await host.idle();
    const [first, ...others] = await seen();
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      message: { text: 'hyvää' },
      metadata: { dequeueCount: 1, queueTrigger: '{"fails":0,"text":"hyvää"}' },
    });
    expect(first?.['metadata']).toHaveProperty(
      'insertionTime',
      expect.stringMatching(/^20.*\+00:00$/),
    );
    expect((await (await queueOf('work')).getProperties()).approximateMessagesCount).toBe(0);
  });

  test('a message that fails twice gets a third attempt', async () => {
    await put({ fails: 2 });
    await host.idle();
    const tries = (await seen()).map(({ metadata }) => Object(metadata).dequeueCount);
    expect(tries).toEqual([1, 2, 3]);
  });

  test('a message that fails five times moves to the poison queue unchanged', async () => {
    await put({ fails: 99, id: 7 });
    await host.idle();
    expect(await seen()).toHaveLength(5);
    const aside = await (await queueOf('work-poison')).receiveMessages();
    const texts = aside.receivedMessageItems.map(({ messageText }) => messageText);
    expect(texts).toEqual([Buffer.from('{"fails":99,"id":7}').toString('base64')]);
    expect((await (await queueOf('work')).getProperties()).approximateMessagesCount).toBe(0);
  });

  test('many messages are processed once each, and an idle queue picks up a new one at once', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => put({ index })));
    await host.idle();
    const numbers = (await seen()).map(({ message }) => Number(Object(message).index));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index));
    await new Promise((done) => setTimeout(done, 300));
    const before = performance.now();
    await put({ index: 40 });
    await expect.poll(seen, { interval: 10 }).toHaveLength(41);
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});

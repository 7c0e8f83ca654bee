/** Runs the application in this process on real Azurite, with its e-mails and a settable clock. */
import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import { api, type EndpointName } from '../../src/api.ts';
import { assemble } from '../../src/assemble.ts';
import { type Client, createClient } from '../../src/client/client.ts';
import { makePortal } from '../../src/http/portal.ts';
import { startMailbox } from '../../src/local/mailbox.ts';
import { readTarget } from '../../src/local/request-target.ts';
import { createRouter } from '../../src/local/routes.ts';
import { makeHasher } from '../../src/sessions/hash-pool.ts';
import { parseSettings } from '../../src/settings.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
import { lengthOfQueue } from '../../src/store/queues.ts';
import { queues, workQueues } from '../../src/store/work-queues.ts';
import { actIn, firstAdministrator } from './act.ts';

export { firstAdministrator, goodPassword } from './act.ts';

export const publicUrl = 'https://accounts.test';

/** The queue trigger's batch size. */
const mailsAtOnceMax = 8;

/** Queue Storage returns at most 32 messages a request. */
const batchMax = 32;

/** How long to wait for messages that became invisible when their handling failed. */
const invisibleMilliseconds = 250;

/** The same threads for all services of this process: to start one costs as much as many hashes. */
const hashWorker = new URL('../../src/sessions/hash-worker.ts', import.meta.url);
const hasher = makeHasher(hashWorker);

export type Service = Awaited<ReturnType<typeof startService>>;

type Shared = {
  connectionString: string;
  mailbox: Awaited<ReturnType<typeof startMailbox>>;
  clock: ReturnType<typeof makeClock>;
  logs: string[];
  /** A deployment's settings, which replace the tests' defaults. */
  settings?: Record<string, string> | undefined;
};

/**
 * @param beside a service whose storage, mailbox and clock the new instance shares
 * @param env settings that override the defaults
 */
export async function startService(beside?: Shared, env: Record<string, string> = {}) {
  // Imported on demand, because shared storage exists only in the test runner.
  const { connectionString } = beside ?? (await (await import('./storage.ts')).freshAccount());
  const mailbox = beside?.mailbox ?? (await startMailbox());
  const clock = beside?.clock ?? makeClock();
  const logs: string[] = beside?.logs ?? [];
  const settings = beside?.settings;
  const application = assemble(
    parseSettings({
      ...(settings ?? usualSettings(connectionString, mailbox.connectionString)),
      ...env,
    }),
    {
      clock: clock.now,
      hasher,
      log: (event, fields = {}) => {
        logs.push(JSON.stringify({ event, ...fields }));
        // A route that returns an undeclared code fails the test that called it.
        if (event === 'undeclared_code')
          throw new Error(`${fields['endpoint']} does not declare ${fields['code']}`);
      },
    },
  );
  let answeredAt = 0;
  const send = (async (url: string | URL | Request, init?: RequestInit) => {
    const request = new Request(url, init);
    const { name, params } = routeOf(request);
    if (!name) return servePortal(request);
    const response = await application.serve(name, request, params);
    answeredAt = performance.now();
    // Tests look at storage as soon as they have the response.
    await application.afterResponses();
    return response;
  }) as typeof fetch;

  /** @returns how many messages were handled; those that they have added to a queue are among them */
  async function drainMail(): Promise<number> {
    let handled = 0;
    for (;;) {
      const { filled, settled } = await lookAt(application.deps.store, connectionString);
      let here = 0;
      for (const [queue, name] of Object.entries(workQueues) as ['now' | 'later', string][])
        if (filled.includes(name)) here += await drainQueue(queue, name);
      handled += here;
      if (here > 0) continue;
      if (settled) return handled;
      await wait(invisibleMilliseconds);
    }
  }

  async function drainQueue(queue: 'now' | 'later', name: string): Promise<number> {
    const client = await application.deps.store.queue(name);
    let handled = 0;
    for (;;) {
      const { receivedMessageItems } = await client.receiveMessages({ numberOfMessages: batchMax });
      handled += receivedMessageItems.length;
      await inParallel(receivedMessageItems, mailsAtOnceMax, async (item) => {
        const message: unknown = JSON.parse(
          Buffer.from(item.messageText, 'base64').toString('utf8'),
        );
        await application.handleMail(queue, message, item.dequeueCount);
        await client.deleteMessage(item.messageId, item.popReceipt);
      });
      if (receivedMessageItems.length < batchMax) return handled;
    }
  }

  const client = (): Client => createClient(publicUrl, send);

  const act = actIn({
    client,
    drainMail,
    mailbox,
    inviteFirstAdministrator: () => application.runTimer('firstAdministrator'),
  });

  return {
    ...application,
    connectionString,
    mailbox,
    clock,
    logs,
    settings,
    send,
    /** When the last request was answered, in terms of `performance.now()`. */
    answeredAt: () => answeredAt,
    client,
    drainMail,
    ...act,
    async stop() {
      await application.close();
      if (!beside) await mailbox.stop();
    },
  };
}

/** Serves the pages built for this test run; the first request builds them. */
async function servePortal(request: Request): Promise<Response> {
  const { outdir } = await (await import('./ask-supplies.ts')).askBundle();
  return makePortal(join(outdir, 'portal'))(request);
}

/**
 * The test runner's storage says in one request what would take four.
 * @returns the queues that may have messages to receive, and whether all is done if they have none
 */
async function lookAt(
  store: Parameters<typeof lengthOfQueue>[0],
  connectionString: string,
): Promise<{ filled: readonly string[]; settled: boolean }> {
  // Imported on demand, because shared storage exists only in the test runner.
  const direct = process.env['VITEST'] ? await import('./direct-storage.ts') : undefined;
  if (direct?.isGiven(connectionString)) {
    const { visible, hidden } = await direct.queuesWithMessages(connectionString);
    // Somebody else may be handling what is hidden.
    return { filled: visible, settled: ![...visible, ...hidden].includes(workQueues.now) };
  }
  return { filled: queues, settled: (await lengthOfQueue(store, workQueues.now)) === 0 };
}

export function usualSettings(
  connectionString: string,
  mailConnection: string,
): Record<string, string> {
  return {
    PUBLIC_URL: publicUrl,
    MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    AzureWebJobsStorage: connectionString,
    MAIL_CONNECTION: mailConnection,
    MAIL_SENDER: 'DoNotReply@example.fi',
    FIRST_ADMIN_EMAIL: firstAdministrator,
    SERVICE_ORGANIZATION: 'City of Test',
    SERVICE_CONTACT: 'support@example.fi',
    HASH_COST: '4',
    // Tests send what people send in days.
    PERSON_REQUESTS_PER_MINUTE: '1000000',
    SECOND_FACTOR_REQUIRED_FOR: 'nobody',
  };
}

export function makeClock() {
  let at = Temporal.Instant.from('2026-03-02T08:00:00Z').toZonedDateTimeISO('Europe/Helsinki');
  return {
    now: () => at.epochMilliseconds,
    advance(duration: Temporal.DurationLike) {
      at = at.add(duration);
    },
    get iso() {
      return new Date(at.epochMilliseconds).toISOString();
    },
  };
}

const names = Object.keys(api) as EndpointName[];
const find = createRouter(
  names.map((name) => ({ name, trigger: { methods: [api[name].method], route: api[name].path } })),
  '',
);

/** @returns the endpoint that the host would choose, and its path parameters */
export function routeOf({ url, method }: Request) {
  const target = readTarget(method, new URL(url).pathname, '');
  const match = 'path' in target ? find(target.path, method) : undefined;
  return { name: match?.found.name, params: match?.params ?? {} };
}

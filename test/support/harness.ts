/** The application in this process on real Azurite, with its mails and one settable clock. */
import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { api, type EndpointName } from '../../src/api.ts';
import { assemble } from '../../src/assemble.ts';
import { type Client, createClient } from '../../src/client/client.ts';
import { makePortal } from '../../src/http/portal.ts';
import { startMailbox } from '../../src/local/mailbox.ts';
import { readTarget } from '../../src/local/request-target.ts';
import { createRouter } from '../../src/local/routes.ts';
import { makeHasher } from '../../src/sessions/hash-pool.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
import { mailQueues } from '../../src/store/names.ts';
import { actIn, firstAdministrator } from './act.ts';

export { firstAdministrator, goodPassword } from './act.ts';

export const publicUrl = 'https://accounts.test';

/** As many as the queue trigger takes at once. */
const mailsAtOnceMax = 8;

/** The same threads for all services of this process: to start one costs as much as many hashes. */
const hashWorker = new URL('../../src/sessions/hash-worker.ts', import.meta.url);
const hasher = makeHasher(hashWorker);

export type Service = Awaited<ReturnType<typeof startService>>;

type Shared = {
  connectionString: string;
  mailbox: Awaited<ReturnType<typeof startMailbox>>;
  clock: ReturnType<typeof makeClock>;
  logs: string[];
  /** All settings of a deployment, in place of the usual ones of the tests. */
  settings?: Record<string, string> | undefined;
};

/**
 * @param beside a service whose storage, mailbox and clock this second instance shares
 * @param env settings that differ from the usual ones
 */
export async function startService(beside?: Shared, env: Record<string, string> = {}) {
  // Outside the test runner there is no storage to take a part of.
  const { connectionString } = beside ?? (await (await import('./storage.ts')).freshAccount());
  const mailbox = beside?.mailbox ?? (await startMailbox());
  const clock = beside?.clock ?? makeClock();
  const logs: string[] = beside?.logs ?? [];
  const settings = beside?.settings;
  const application = assemble(
    { ...(settings ?? usualSettings(connectionString, mailbox.connectionString)), ...env },
    {
      clock: clock.now,
      hasher,
      log: (event, fields = {}) => {
        logs.push(JSON.stringify({ event, ...fields }));
        // A route that answers with a code it does not declare fails whatever test asked it.
        if (event === 'undeclared_code')
          throw new Error(`${fields['endpoint']} does not declare ${fields['code']}`);
      },
    },
  );
  const send = ((url: string | URL | Request, init?: RequestInit) => {
    const request = new Request(url, init);
    const { name, params } = routeOf(request);
    return name ? application.serve(name, request, params) : servePortal(request);
  }) as typeof fetch;

  async function drainMail(): Promise<void> {
    for (const [queue, name] of Object.entries(mailQueues) as ['now' | 'later', string][]) {
      const client = await application.deps.store.queue(name);
      for (;;) {
        const { receivedMessageItems } = await client.receiveMessages({ numberOfMessages: 32 });
        if (receivedMessageItems.length === 0) break;
        await inParallel(receivedMessageItems, mailsAtOnceMax, async (item) => {
          const message: unknown = JSON.parse(
            Buffer.from(item.messageText, 'base64').toString('utf8'),
          );
          await application.handleMail(queue, message, item.dequeueCount);
          await client.deleteMessage(item.messageId, item.popReceipt);
        });
      }
    }
    // A reset request in the queue puts the mail itself there.
    const properties = await (await application.deps.store.queue(mailQueues.now)).getProperties();
    if ((properties.approximateMessagesCount ?? 0) > 0) await drainMail();
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
    client,
    drainMail,
    ...act,
    async stop() {
      await application.close();
      if (!beside) await mailbox.stop();
    },
  };
}

/** Pages as they were built for this run of the tests: the first one that is asked for builds them. */
async function servePortal(request: Request): Promise<Response> {
  const { outdir } = await (await import('./ask-supplies.ts')).askBundle();
  return makePortal(join(outdir, 'portal'))(request);
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

/** @returns the endpoint that the host would choose, and the values in its path */
export function routeOf({ url, method }: Request) {
  const target = readTarget(method, new URL(url).pathname, '');
  const match = 'path' in target ? find(target.path, method) : undefined;
  return { name: match?.found.name, params: match?.params ?? {} };
}

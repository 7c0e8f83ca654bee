/** One process of the service, as the load test starts and kills it: HTTP, mail queue and repair. */
import { Buffer } from 'node:buffer';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { assemble } from '../../src/assemble.ts';
import { parseSettings } from '../../src/settings.ts';
import { workQueues } from '../../src/store/work-queues.ts';
import { routeOf } from '../support/harness.ts';

const given = z
  .object({ settings: z.record(z.string(), z.string()), clockOffsetMs: z.number() })
  .parse(JSON.parse(process.env['INSTANCE'] ?? ''));

/** Time after which messages received by a killed process become visible again. */
const hiddenSeconds = 3;
const mailsAtOnce = 4;
const restMs = 200;
const repairEveryMs = 3_000;

const application = assemble(parseSettings(given.settings), {
  clock: () => Date.now() + given.clockOffsetMs,
  log: () => {},
});

const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
void deliver();
void repair();

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const headers = Object.entries(incoming.headers).map(([key, value]) => [key, String(value)]);
  const request = new Request(`http://127.0.0.1${incoming.url}`, {
    method: incoming.method ?? 'GET',
    headers: Object.fromEntries(headers),
    ...(body.length > 0 && { body }),
  });
  const { name, params } = routeOf(request);
  const response = name
    ? await application.serve(name, request, params)
    : new Response(null, { status: 404 });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

async function deliver(): Promise<void> {
  for (;;) {
    let found = 0;
    for (const [queue, name] of Object.entries(workQueues) as ['now' | 'later', string][]) {
      const client = await application.deps.store.queue(name);
      const ask = { numberOfMessages: mailsAtOnce, visibilityTimeout: hiddenSeconds };
      const { receivedMessageItems } = await client.receiveMessages(ask);
      found += receivedMessageItems.length;
      await Promise.all(
        receivedMessageItems.map(async ({ messageText, messageId, popReceipt, dequeueCount }) => {
          const text = Buffer.from(messageText, 'base64').toString();
          await application.handleMail(queue, JSON.parse(text), dequeueCount);
          // This took too long, and another process has received and deleted it.
          await client.deleteMessage(messageId, popReceipt).catch(() => {});
        }),
      );
    }
    if (found === 0) await wait(restMs);
  }
}

async function repair(): Promise<void> {
  for (;;) {
    await wait(repairEveryMs);
    await application.runTimer('repair');
    await application.runTimer('lifecycle');
  }
}

/** Stands between the service and its storage and sees every request on the wire. */
import {
  createServer,
  request as forward,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** About as far away as storage in the same region is under load. */
const latencyMs = 40;

export type Seen = {
  begun: number;
  ended: number;
  /** Bytes of the bodies. */
  sent: number;
  received: number;
  queue: boolean;
};

/** @param connectionString of the storage behind; @returns the same storage, seen */
export async function startCountingProxy(connectionString: string) {
  const seen: Seen[] = [];
  const servers: ReturnType<typeof createServer>[] = [];
  let through = connectionString;
  for (const part of ['TableEndpoint', 'QueueEndpoint']) {
    const target = new URL(new RegExp(`${part}=([^;]+)`).exec(connectionString)?.[1] ?? '');
    const server = createServer((incoming, outgoing) => {
      const entry = begin(part === 'QueueEndpoint');
      seen.push(entry);
      pass(target, incoming, outgoing, entry);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    servers.push(server);
    through = through.replace(target.host, `127.0.0.1:${port}`);
  }
  return {
    connectionString: through,
    /** Forgets what was seen, runs the work and tells what it asked of storage. */
    async count(work: () => Promise<unknown>) {
      seen.length = 0;
      await work();
      const sum = (each: (one: Seen) => number) => seen.reduce((all, one) => all + each(one), 0);
      return {
        requests: seen.length,
        inSequence: longestSequence(seen),
        toQueues: sum(({ queue }) => Number(queue)),
        bytesSent: sum(({ sent }) => sent),
        bytesReceived: sum(({ received }) => received),
      };
    },
    stop: () => servers.forEach((server) => void server.close().closeAllConnections()),
  };
}

function begin(queue: boolean): Seen {
  const begun = performance.now();
  return { begun, ended: Number.POSITIVE_INFINITY, sent: 0, received: 0, queue };
}

function pass(target: URL, incoming: IncomingMessage, outgoing: ServerResponse, entry: Seen) {
  const { method, headers, url: path } = incoming;
  const onward = forward({ host: target.hostname, port: target.port, method, headers, path });
  onward.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    // Held back a little, so that requests sent together are seen to overlap.
    setTimeout(() => {
      answer.on('data', (chunk: Buffer) => {
        entry.received += chunk.length;
      });
      answer.pipe(outgoing);
    }, latencyMs);
    answer.on('end', () => {
      entry.ended = performance.now();
    });
  });
  onward.on('error', () => outgoing.destroy());
  incoming.on('data', (chunk: Buffer) => {
    entry.sent += chunk.length;
  });
  incoming.pipe(onward);
}

/** @returns how many requests had to wait for one another: the largest set without overlap */
function longestSequence(seen: readonly Seen[]): number {
  let count = 0;
  let free = Number.NEGATIVE_INFINITY;
  for (const { begun, ended } of [...seen].sort((a, b) => a.ended - b.ended)) {
    if (begun < free) continue;
    count += 1;
    free = ended;
  }
  return count;
}

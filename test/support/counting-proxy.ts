/** A proxy between the service and its storage that records every request. */
import {
  createServer,
  request as forward,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** About the latency of storage in the same region under load. */
const latencyMs = 40;

export type Seen = {
  begun: number;
  ended: number;
  /** Bytes of the request body. */
  sent: number;
  received: number;
  queue: boolean;
  /** Path and query, as sent. */
  target: string;
};

/** @param connectionString the storage behind the proxy @returns the same storage, recorded */
export async function startCountingProxy(connectionString: string) {
  const seen: Seen[] = [];
  const servers: ReturnType<typeof createServer>[] = [];
  let through = connectionString;
  for (const part of ['TableEndpoint', 'QueueEndpoint']) {
    const target = new URL(new RegExp(`${part}=([^;]+)`).exec(connectionString)?.[1] ?? '');
    const server = createServer((incoming, outgoing) => {
      const entry = begin(part === 'QueueEndpoint', incoming.url ?? '');
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
    /**
     * Clears the record, runs the work and returns its storage requests; those in sequence are the
     * ones for which the response waited.
     * @param answeredAt when the work had its response; absent: at its end
     */
    async count(work: () => Promise<unknown>, answeredAt = () => performance.now()) {
      seen.length = 0;
      await work();
      const answered = answeredAt();
      const sum = (each: (one: Seen) => number) => seen.reduce((all, one) => all + each(one), 0);
      return {
        requests: seen.length,
        inSequence: longestSequence(seen.filter(({ begun }) => begun < answered)),
        toQueues: sum(({ queue }) => Number(queue)),
        bytesSent: sum(({ sent }) => sent),
        bytesReceived: sum(({ received }) => received),
        targets: seen.map(({ target: asked }) => decodeURIComponent(asked)),
      };
    },
    stop: () => servers.forEach((server) => void server.close().closeAllConnections()),
  };
}

function begin(queue: boolean, target: string): Seen {
  const begun = performance.now();
  return { begun, ended: Number.POSITIVE_INFINITY, sent: 0, received: 0, queue, target };
}

function pass(target: URL, incoming: IncomingMessage, outgoing: ServerResponse, entry: Seen) {
  const { method, headers, url: path } = incoming;
  const onward = forward({ host: target.hostname, port: target.port, method, headers, path });
  onward.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    // Delayed slightly, so that concurrent requests visibly overlap.
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

/** @returns the length of the critical path: the largest set of requests without overlap */
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

/** A proxy that adds a network's latency to a local storage. */
import { connect, createServer, type Socket } from 'node:net';

type SlowProxy = {
  /** The given address through the proxy. */
  url: string;
  stop(): Promise<void>;
};

/**
 * @param target an address such as `http://127.0.0.1:10002`; its path is kept
 * @param delayMilliseconds added to every chunk, in each direction
 */
async function startSlowProxy(target: string, delayMilliseconds: number): Promise<SlowProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      // Timeouts of equal length fire in order, so the bytes stay in order.
      from.on('data', (chunk) =>
        setTimeout(() => to.writable && to.write(chunk), delayMilliseconds),
      );
      from.on('close', () => {
        sockets.delete(from);
        setTimeout(() => to.destroy(), delayMilliseconds);
      });
      from.on('error', () => to.destroy());
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const url = new URL(target);
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0);
  return {
    url: url.href.replace(/\/$/, ''),
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** @returns a connection string whose three services are behind proxies */
export async function slowConnection(
  connectionString: string,
  delayMilliseconds: number,
): Promise<{ connectionString: string; stop(): Promise<void> }> {
  const proxies: SlowProxy[] = [];
  const parts: string[] = [];
  for (const part of connectionString.split(';')) {
    const [, name, target] = /^(\w+Endpoint)=(.+)$/.exec(part) ?? [];
    if (name === undefined || target === undefined) {
      parts.push(part);
      continue;
    }
    const proxy = await startSlowProxy(target, delayMilliseconds);
    proxies.push(proxy);
    parts.push(`${name}=${proxy.url}`);
  }
  return {
    connectionString: parts.join(';'),
    async stop() {
      await Promise.all(proxies.map((proxy) => proxy.stop()));
    },
  };
}

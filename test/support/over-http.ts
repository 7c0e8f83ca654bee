/** Serves the application over HTTP for clients that bring their own connections. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Service } from './harness.ts';
import { publicUrl } from './harness.ts';

/** @returns the address, and what stops it */
export async function serveOverHttp(service: Pick<Service, 'send'>) {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const { method = 'GET', url = '/', headers } = incoming;
      const given = Object.entries(headers).map(([name, value]) => [name, String(value)]);
      const response = await service.send(`${publicUrl}${url}`, {
        method,
        headers: given.filter(([name]) => name !== 'connection' && name !== 'host') as [
          string,
          string,
        ][],
        ...(method !== 'GET' && { body: Buffer.concat(chunks) }),
      });
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => void server.close().closeAllConnections(),
  };
}

/** Claims ports that no other test on this machine takes until this process ends. */
import { createServer, type Server } from 'node:net';

/** Below the system's ephemeral ports. */
const firstPort = 10_000;
const lastPort = 20_998;

/** A port is claimed while this process listens on the port this far above it. */
const guardDistance = 11_000;

/** @returns a free port, claimed together with the next one */
export async function claimPort(): Promise<number> {
  for (;;) {
    const port = firstPort + 2 * Math.floor((Math.random() * (lastPort - firstPort)) / 2);
    const guard = await listen(port + guardDistance);
    if (guard === undefined) continue;
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
    guard.close();
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = await listen(port);
  if (server === undefined) return false;
  await new Promise((done) => server.close(done));
  return true;
}

function listen(port: number): Promise<Server | undefined> {
  const server = createServer().unref();
  return new Promise((done) => {
    server.once('error', () => done(undefined));
    server.listen(port, '127.0.0.1', () => done(server));
  });
}

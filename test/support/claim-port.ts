/** A port that no other test takes, in this run or another one on the machine, until we end. */
import { createServer, type Server } from 'node:net';

/** Below the ports that the system gives away by itself. */
const firstPort = 10_000;
const lastPort = 20_998;

/** As long as this process listens so far above a port, the port is its own. */
const guardDistance = 11_000;

/** @returns a free port; the one after it is free too, and claimed with it */
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

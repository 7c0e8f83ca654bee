/** Finds two adjacent free ports below the system's ephemeral ports. */
import { createServer } from 'node:net';

const firstPort = 10_000;
const lastPort = 32_000;

/** @returns the first of the two */
export async function freePort(): Promise<number> {
  const port = firstPort + Math.floor(Math.random() * (lastPort - firstPort));
  const free = (await isFree(port)) && (await isFree(port + 1));
  return free ? port : freePort();
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listening = new Promise<boolean>((done) => {
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => done(true));
  });
  const free = await listening;
  if (free) await new Promise((done) => server.close(done));
  return free;
}

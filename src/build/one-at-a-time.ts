/** A named lock for the whole machine: one process at a time holds it, and the others wait. */
import { createServer, type Server } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const tryAgainMs = 500;

/**
 * The lock is an abstract socket, which Linux frees when its process ends for any reason. Other
 * systems have no such sockets, and none of the package managers that need the lock.
 * @returns the result of `use`
 */
export async function oneAtATime<T>(name: string, use: () => Promise<T>): Promise<T> {
  if (process.platform !== 'linux') return use();
  let lock = await take(name);
  while (lock === undefined) {
    await wait(tryAgainMs);
    lock = await take(name);
  }
  try {
    return await use();
  } finally {
    lock.close();
  }
}

function take(name: string): Promise<Server | undefined> {
  const server = createServer();
  return new Promise((done, fail) => {
    server.once('error', (error) => {
      if ('code' in error && error.code === 'EADDRINUSE') done(undefined);
      else fail(error);
    });
    server.listen(`\0${name}`, () => done(server));
  });
}

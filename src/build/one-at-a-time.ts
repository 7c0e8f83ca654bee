/** Of all processes on the machine, one at a time does what has a name; the others wait. */
import { createServer, type Server } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const tryAgainMs = 500;

/**
 * The lock is a socket without a file, which Linux frees with the process that has it, however that
 * ends. Other systems have none, and none of the package managers that get in each other's way.
 * @returns what `use` returns
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

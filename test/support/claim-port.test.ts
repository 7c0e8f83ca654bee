/** Promise: concurrent tests, in one run or several, never take each other's ports. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { claimPort } from './claim-port.ts';

const claims = 300;

test('no port is claimed twice by this process or others', async () => {
  const module = JSON.stringify(new URL('claim-port.ts', import.meta.url));
  const script = `
    const { claimPort } = await import(${module});
    const ports = [];
    for (let n = 0; n < ${claims}; n++) ports.push(await claimPort());
    process.stdout.write(ports.join());
    process.stdin.resume();`;
  const args = ['--input-type=module', '-e', script];
  const others = ['one', 'two'].map(() => execFile(process.execPath, args));
  const told = others.map(async ({ stdout }) =>
    String((await once(stdout ?? process.stdin, 'data'))[0]),
  );
  const claimed: number[] = [];
  for (let n = 0; n < claims; n++) claimed.push(await claimPort());
  for (const text of await Promise.all(told)) claimed.push(...text.split(',').map(Number));
  // Only now may they end and release their ports.
  for (const { stdin } of others) stdin?.end();
  expect(claimed).toHaveLength(3 * claims);
  expect(new Set(claimed).size).toBe(3 * claims);
});

test('a claimed port and the next one are free to listen on', async () => {
  const port = await claimPort();
  for (const each of [port, port + 1]) {
    const server = createServer();
    await new Promise<void>((done, fail) => {
      server.once('error', fail);
      server.listen(each, '127.0.0.1', done);
    });
    await new Promise((done) => server.close(done));
  }
});

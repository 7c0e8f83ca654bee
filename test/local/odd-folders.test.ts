/** Promise: the service starts from a folder of any name and stores its data in one of any name. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimPort } from '../support/claim-port.ts';

let parent: string;
let checkout: string;

beforeAll(async () => {
  parent = await realpath(await mkdtemp(join(tmpdir(), 'odd-')));
  checkout = join(parent, 'Työ kansio (1) & muut', 'käyttäjät #1');
  await mkdir(checkout, { recursive: true });
  for (const path of ['src', 'package.json', 'host.json', 'tsconfig.json'])
    await cp(path, join(checkout, path), { recursive: true });
  await symlink(await realpath('node_modules'), join(checkout, 'node_modules'));
});
afterAll(() => rm(parent, { recursive: true }));

/** @returns the readiness status and everything printed until the service was ready */
async function start(): Promise<string> {
  const port = await claimPort();
  const folder = join(parent, 'data kansio ä %20');
  const args = ['src/local/start.ts', '--data', folder, '--port', String(port)];
  const child = spawn(process.execPath, args, { cwd: checkout });
  let printed = '';
  child.stderr.on('data', (chunk) => (printed += chunk));
  for await (const chunk of child.stdout) {
    printed += chunk;
    if (/Ctrl-C/.test(printed)) break;
  }
  const response = await fetch(`http://127.0.0.1:${port}/api/health/ready`);
  child.kill('SIGTERM');
  const [exitCode] = await once(child, 'exit');
  expect(exitCode, 'exit code, with nobody reading its output').toBe(0);
  return `${response.status} ${printed}`;
}

test('X10: folder names may contain non-ASCII letters, spaces, # and %', async () => {
  for (const time of ['first', 'second']) {
    const printed = await start();
    expect(printed, time).toMatch(/^200 /);
    expect(printed, time).toContain('/activate#');
  }
});

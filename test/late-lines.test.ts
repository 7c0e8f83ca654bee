/** Promise: a line written after its invocation has ended is not lost and keeps its ids. */
import { expect, onTestFinished, test } from 'vitest';
import { type Host, startHost } from '../src/local/host.ts';
import type { HostLogEntry } from '../src/local/host-log.ts';
import { filterByLevel } from '../src/local/log-levels.ts';
import { buildApp } from './local/fixture/build.ts';
import { freshAccount } from './support/storage.ts';

const late = `
  import { logLine, withinInvocation } from '../../../src/invocation.ts';
  app.http('late', { handler: (_, context) => withinInvocation(context, async (id) => {
    logLine('in_time');
    setTimeout(() => { logLine('too_late'); context.log('dropped'); }, 50);
    return { body: id };
  }) });`;

async function hostOf(code: string, logged: HostLogEntry[]): Promise<Host> {
  const host = await startHost({
    bundlePath: await buildApp(code),
    env: {},
    storageConnectionString: (await freshAccount()).connectionString,
    log: (entry) => logged.push(entry),
  });
  onTestFinished(host.stop);
  return host;
}

test('goes to the console, since the host drops late lines in its context', async () => {
  const logged: HostLogEntry[] = [];
  const host = await hostOf(late, logged);
  const requestId = await (await fetch(`${host.url}/api/late`)).text();
  await expect.poll(() => logged.length).toBe(2);
  expect(logged.map(({ source, message }) => [source, JSON.parse(message)])).toEqual([
    ['function', expect.objectContaining({ event: 'in_time', requestId })],
    ['console', expect.objectContaining({ event: 'too_late', requestId })],
  ]);
});

test('the longest matching category prefix decides about a line', () => {
  const passed: string[] = [];
  const log = filterByLevel(({ category, level }) => passed.push(`${category} ${level}`), {
    default: 'error',
    Function: 'warning',
    'Function.signIn.User': 'information',
  });
  for (const category of [
    'Function.signIn.User',
    'function.SIGNIN.user',
    'Function.signIn',
    'Function.signInWithPasskey.User',
    'Host.Function.Console',
  ])
    for (const level of ['information', 'warning', 'error'] as const)
      log({ category, level, source: 'function', message: '' });
  expect(passed).toEqual([
    'Function.signIn.User information',
    'Function.signIn.User warning',
    'Function.signIn.User error',
    'function.SIGNIN.user information',
    'function.SIGNIN.user warning',
    'function.SIGNIN.user error',
    'Function.signIn warning',
    'Function.signIn error',
    'Function.signInWithPasskey.User warning',
    'Function.signInWithPasskey.User error',
    'Host.Function.Console error',
  ]);
});

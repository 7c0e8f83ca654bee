/** Promise: processes on one machine take turns, and none waits for a dead one. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { expect, test } from 'vitest';

const module = JSON.stringify(new URL('../../src/build/one-at-a-time.ts', import.meta.url));

/** Starts a process that reports when its turn begins and ends its turn after the given time. */
function start(name: string, milliseconds: number) {
  const script = `
    const { oneAtATime } = await import(${module});
    const { setTimeout: wait } = await import('node:timers/promises');
    await oneAtATime(${JSON.stringify(name)}, async () => {
      console.log('begins ' + Date.now());
      await wait(${milliseconds});
      console.log('ends ' + Date.now());
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  const ended = once(child, 'close').then(() => [...output.matchAll(/\d+/g)].map(Number));
  return { child, ended };
}

test('three processes take their turns one after another', async () => {
  const name = randomUUID();
  const turns = await Promise.all([300, 300, 300].map((ms) => start(name, ms).ended));
  const [first = [], second = [], third = []] = turns.sort(([a = 0], [b = 0]) => a - b);
  expect(second[0]).toBeGreaterThanOrEqual(first[1] ?? Number.NaN);
  expect(third[0]).toBeGreaterThanOrEqual(second[1] ?? Number.NaN);
});

test('a process that is killed during its turn does not block the others', async () => {
  const name = randomUUID();
  const killed = start(name, 600_000);
  await once(killed.child.stdout, 'data');
  const next = start(name, 0);
  killed.child.kill('SIGKILL');
  expect(await next.ended).toHaveLength(2);
});

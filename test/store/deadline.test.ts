/** Promise: work ends with its deadline, whatever it waits for, and sends no more storage requests. */
import { setTimeout as wait } from 'node:timers/promises';
import { createHttpHeaders, createPipelineRequest } from '@azure/core-rest-pipeline';
import { expect, test } from 'vitest';
import { makeHasher } from '../../src/sessions/hash-pool.ts';
import { DeadlinePassed, millisecondsLeft, withinDeadline } from '../../src/store/deadline.ts';
import { retryPolicy } from '../../src/store/retry-policy.ts';

const request = () => createPipelineRequest({ url: 'http://127.0.0.1/', method: 'GET' });
const deadlineMilliseconds = 200;

test('L7: retries end with the deadline, and none begins after it', async () => {
  let tries = 0;
  const failing = async () => {
    tries++;
    return { request: request(), status: 503, headers: createHttpHeaders() };
  };
  const begun = performance.now();
  const policy = retryPolicy({
    answerMilliseconds: 10_000,
    triesMax: 1_000,
    wholeMilliseconds: 60_000,
  });
  const work = async () => {
    for (;;) await policy.sendRequest(request(), failing);
  };
  await expect(withinDeadline(deadlineMilliseconds, work)).rejects.toThrow(DeadlinePassed);
  expect(performance.now() - begun).toBeLessThan(deadlineMilliseconds + 2_000);
  const done = tries;
  await wait(deadlineMilliseconds);
  expect(tries).toBe(done);
});

test('L7: a try without a response from storage is abandoned at the deadline', async () => {
  const signals: (boolean | undefined)[] = [];
  const silent = ({ abortSignal }: ReturnType<typeof request>) =>
    new Promise<never>((_, reject) => {
      abortSignal?.addEventListener('abort', () => {
        signals.push(true);
        reject(Object.assign(new Error('aborted'), { name: 'AbortError' }));
      });
    });
  const work = () => retryPolicy().sendRequest(request(), silent);
  await expect(withinDeadline(deadlineMilliseconds, work)).rejects.toThrow(DeadlinePassed);
  expect(signals).toEqual([true]);
});

test('L7: a task that does not know the deadline is not waited for', async () => {
  const never = () => new Promise<never>(() => {});
  await expect(withinDeadline(deadlineMilliseconds, never)).rejects.toThrow(DeadlinePassed);
});

test('L7: nested work keeps the earlier deadline, and work outside has none', async () => {
  const [inner] = await withinDeadline(deadlineMilliseconds, () =>
    withinDeadline(60_000, async () => [millisecondsLeft()]),
  );
  expect(inner).toBeLessThanOrEqual(deadlineMilliseconds);
  expect(millisecondsLeft()).toBe(Number.POSITIVE_INFINITY);
});

test('L7: a password does not wait for a thread beyond its deadline', async () => {
  // Threads that never respond.
  const idle = new URL('data:text/javascript,import "node:worker_threads";setInterval(()=>{},9e6)');
  const hasher = makeHasher(idle, 1);
  const asked = ['one', 'two', 'three'].map((each) =>
    withinDeadline(deadlineMilliseconds, () => hasher.hash(each, 4)),
  );
  const outcomes = await Promise.allSettled(asked);
  for (const each of outcomes)
    expect(each).toMatchObject({ status: 'rejected', reason: { name: 'DeadlinePassed' } });
  await hasher.close();
});

/**
 * Promise: calls of one run share work that began after each of them; an error reaches every call of
 * its group and no other; without a run, each call stands alone.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inGroups, sharingRequests } from '../../src/store/in-groups.ts';

/** @returns the function, and the groups that it handled */
function counting() {
  const groups: string[] = [];
  const call = inGroups(async (name: string, items: readonly [number, ...number[]]) => {
    groups.push(`${name}: ${items.join(' ')}`);
    await wait(20);
    if (items.includes(0)) throw new Error(`${name} failed`);
    return (item: number) => {
      if (item < 0) throw new Error(`${item} failed`);
      return item * 2;
    };
  });
  return { call, groups };
}

test('what is called while a group is under way forms the next one', async () => {
  const { call, groups } = counting();
  const results = await sharingRequests(async () => {
    const first = [call('a', 1), call('a', 2), call('b', 3)];
    await wait(5);
    return Promise.all([...first, call('a', 4), call('a', 5)]);
  });
  expect(results).toEqual([2, 4, 6, 8, 10]);
  expect(groups).toEqual(['a: 1 2', 'b: 3', 'a: 4 5']);
});

test('without a run, and between two runs, nothing is shared', async () => {
  const { call, groups } = counting();
  await Promise.all([call('a', 1), call('a', 2)]);
  const run = () => sharingRequests(() => Promise.all([call('a', 3), call('a', 4)]));
  await Promise.all([run(), run()]);
  expect(groups).toEqual(['a: 1', 'a: 2', 'a: 3 4', 'a: 3 4']);
});

test('an error of the work reaches its group, an error of an item only its call', async () => {
  const { call } = counting();
  const outcomes = await sharingRequests(async () => {
    const first = [call('a', 1), call('a', -1), call('b', 0), call('b', 2)];
    await wait(5);
    return Promise.allSettled([...first, call('b', 3)]);
  });
  const told = outcomes.map((each) =>
    each.status === 'fulfilled' ? each.value : String(each.reason),
  );
  const failed = 'Error: b failed';
  expect(told).toEqual([2, 'Error: -1 failed', failed, failed, 6]);
});

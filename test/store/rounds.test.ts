/** Promise: what is written together has the time of whoever has most, and fails for all alike. */
import { expect, test } from 'vitest';
import { millisecondsLeft, withinDeadline } from '../../src/store/deadline.ts';
import { openRounds } from '../../src/store/rounds.ts';

test('items that arrive during a write go together in the next one', async () => {
  const written: string[][] = [];
  const add = openRounds<string>(async (_, items) => {
    written.push([...items]);
    await Promise.resolve();
  });
  await Promise.all([add('a', '1'), add('a', '2'), add('a', '3'), add('b', '4')]);
  expect(written).toEqual([['1'], ['4'], ['2', '3']]);
});

test('a round has the latest deadline of its items', async () => {
  const left: number[] = [];
  const add = openRounds<string>(async () => {
    left.push(millisecondsLeft());
    await Promise.resolve();
  });
  const short = (item: string) => withinDeadline(1_000, () => add('a', item));
  const long = (item: string) => withinDeadline(60_000, () => add('a', item));
  await Promise.all([short('1'), short('2'), long('3'), short('4')]);
  expect(left).toHaveLength(2);
  expect(left[0]).toBeLessThanOrEqual(1_000);
  expect(left[1]).toBeGreaterThan(30_000);
});

test('an error reaches each item of the round, and the next round is unharmed', async () => {
  let round = 0;
  const add = openRounds<string>(async () => {
    await Promise.resolve();
    if (round++ === 1) throw new Error('lost');
  });
  const ended = await Promise.allSettled([add('a', '1'), add('a', '2'), add('a', '3')]);
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  await add('a', '4');
});

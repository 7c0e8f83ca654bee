/** Promise: everything local shares one clock that only moves forward, and dates stay dates. */
import { afterEach, expect, test } from 'vitest';
import { advance, follow, offset, setOffset } from '../../src/local/clock.ts';

afterEach(() => setOffset(0));

const dayMilliseconds = 86_400_000;

test('moves every way of reading the time', async () => {
  const before = Date.now();
  await advance(30 * dayMilliseconds);
  expect(Date.now() - before).toBeGreaterThanOrEqual(30 * dayMilliseconds);
  expect(Date.now() - before).toBeLessThan(30 * dayMilliseconds + 1_000);
  expect(Math.abs(Date.parse(new Date().toISOString()) - Date.now())).toBeLessThan(1_000);
  expect(Math.abs(Date.parse(Date()) - Date.now())).toBeLessThan(2_000);
  expect(offset()).toBe(30 * dayMilliseconds);
});

test('leaves explicit dates unchanged', async () => {
  await advance(dayMilliseconds);
  expect(new Date(0).toISOString()).toBe('1970-01-01T00:00:00.000Z');
  expect(new Date(2026, 0, 31).getMonth()).toBe(0);
  expect(Date.UTC(2026, 0, 1)).toBe(Date.parse('2026-01-01T00:00:00Z'));
  expect(new Date()).toBeInstanceOf(Date);
  expect(new Date().constructor).toBe(Date);
  expect(structuredClone(new Date(5))).toEqual(new Date(5));
});

test('notifies followers and waits for them until they unsubscribe', async () => {
  const told: number[] = [];
  const leave = follow(async (milliseconds) => {
    await Promise.resolve();
    told.push(milliseconds);
  });
  await advance(10);
  expect(told).toEqual([10]);
  leave();
  await advance(10);
  expect(told).toEqual([10]);
});

test.each([0, -1, Number.NaN])('refuses to move by %s', async (milliseconds) => {
  await expect(advance(milliseconds)).rejects.toThrow('The clock only moves forward.');
});

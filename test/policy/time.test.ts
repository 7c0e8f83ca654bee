/** Promise: months and days follow each other in UTC, also across the ends of years. */
import { expect, test } from 'vitest';
import { dayAfter, firstOfMonth, monthOf } from '../../src/policy/time.ts';
import { monthsBetween } from '../../src/store/journal.ts';

test('the day after the last of a year or of a leap February is the first of the next month', () => {
  expect(dayAfter('2026-12-31')).toBe('2027-01-01');
  expect(dayAfter('2028-02-28')).toBe('2028-02-29');
  expect(dayAfter('2028-02-29')).toBe('2028-03-01');
});

test('a month after the last day of a long month is in the next month, not the one after', () => {
  expect(firstOfMonth('2027-01-31T23:59:59.999Z', 1)).toBe('2027-02-01T00:00:00.000Z');
  expect(firstOfMonth('2027-03-31T23:59:59.999Z', -1)).toBe('2027-02-01T00:00:00.000Z');
  expect(monthOf(firstOfMonth('2027-01-15T12:00:00.000Z', -13))).toBe('202512');
});

test('the months between two instants include both ends, newest first', () => {
  const months = monthsBetween('2026-11-30T23:59:59.999Z', '2027-01-31T00:00:00.000Z');
  expect(months).toEqual(['202701', '202612', '202611']);
  expect(monthsBetween('2027-01-02T00:00:00.000Z', '2027-01-31T00:00:00.000Z')).toEqual(['202701']);
  expect(monthsBetween('2027-02-01T00:00:00.000Z', '2027-01-31T00:00:00.000Z')).toEqual([]);
});

/** Promise: timers run at the instants at which Azure's host would run them. */
import { expect, test } from 'vitest';
import { nextOccurrence } from '../../src/local/next-occurrence.ts';

/** A Monday. */
const monday = '2026-03-02T08:00:00.000Z';

const nextOf = (schedule: string, after = monday) => {
  const at = nextOccurrence(schedule, Date.parse(after));
  return at === undefined ? undefined : new Date(at).toISOString().replace('.000Z', '');
};

// The first rows are the examples of Microsoft's documentation (NCRONTAB expressions).
test.each([
  ['0 5 * * * *', '2026-03-02T08:05:00'],
  ['0 */5 * * * *', '2026-03-02T08:05:00'],
  ['0 0 * * * *', '2026-03-02T09:00:00'],
  ['0 0 */2 * * *', '2026-03-02T10:00:00'],
  ['0 0 9-17 * * *', '2026-03-02T09:00:00'],
  ['0 30 9 * * *', '2026-03-02T09:30:00'],
  ['0 30 9 * * 1-5', '2026-03-02T09:30:00'],
  ['0 30 9 * Jan Mon', '2027-01-04T09:30:00'],
  ['* * * * * *', '2026-03-02T08:00:01'],
  ['59 59 23 31 12 *', '2026-12-31T23:59:59'],
  ['0 0 5 * * 1', '2026-03-09T05:00:00'],
  ['0 0 8 * * 1', '2026-03-09T08:00:00'],
  ['0 0 8 * * SUN,sat', '2026-03-07T08:00:00'],
  ['0 10-20/5 8 * * *', '2026-03-02T08:10:00'],
  ['0 50/5 * * * *', '2026-03-02T08:50:00'],
  ['0 0 0 29 2 *', '2028-02-29T00:00:00'],
  ['0 0 0 1 * 1', '2026-06-01T00:00:00'],
  ['  0  0 12   * * * ', '2026-03-02T12:00:00'],
])('"%s" is next due at %s', (schedule, expected) => {
  expect(nextOf(schedule)).toBe(expected);
});

test('occurrences follow each other, and the instant itself does not count', () => {
  expect(nextOf('0 30 8 * * *', '2026-03-02T08:29:59.999Z')).toBe('2026-03-02T08:30:00');
  expect(nextOf('0 30 8 * * *', '2026-03-02T08:30:00.000Z')).toBe('2026-03-03T08:30:00');
  expect(nextOf('0 30 8 * * *', '2026-03-02T08:30:00.500Z')).toBe('2026-03-03T08:30:00');
  expect(nextOf('0 0 0 1 * *', '2026-12-31T23:59:59.000Z')).toBe('2027-01-01T00:00:00');
  expect(nextOf('0 0 0 31 * *', '2026-03-31T00:00:00.000Z')).toBe('2026-05-31T00:00:00');
});

test.each([
  '',
  '0 * * * *',
  '0 0 * * * * *',
  '60 * * * * *',
  '* * 24 * * *',
  '* * * 0 * *',
  '* * * * 13 *',
  '* * * * * 7',
  '* * * * jan-foo *',
  '* * 17-9 * * *',
  '*/0 * * * * *',
  '0 0 0 30 2 *',
  '%WHEN%',
  '0 0,,1 * * * *',
  '1.5 * * * * *',
  '-1 * * * * *',
])('"%s" is no schedule', (schedule) => {
  expect(nextOf(schedule)).toBeUndefined();
});

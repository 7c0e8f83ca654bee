/** Promise: times that people enter and read are those of Finland, in any browser's time zone. */
import { expect, test } from 'vitest';
import { instantOf, localTimeOf } from '../../src/portal/format.ts';

test.each([
  ['2026-01-15T12:00', '2026-01-15T10:00:00.000Z'],
  ['2026-07-15T12:00', '2026-07-15T09:00:00.000Z'],
  // Summer time begins at 3:00 and ends at 4:00; in the repeated hour, the earlier instant counts.
  ['2026-03-29T02:59', '2026-03-29T00:59:00.000Z'],
  ['2026-03-29T04:00', '2026-03-29T01:00:00.000Z'],
  ['2026-10-25T02:59', '2026-10-24T23:59:00.000Z'],
  ['2026-10-25T03:30', '2026-10-25T00:30:00.000Z'],
  ['2026-10-25T04:00', '2026-10-25T02:00:00.000Z'],
])('%s in Finland is %s, and back', (local, instant) => {
  expect(instantOf(local)).toBe(instant);
  expect(localTimeOf(new Date(instant))).toBe(local);
});

/** Two events of one process sort in the order in which they were written, even in one millisecond. */
import { decodeTime } from 'ulid';
import { expect, test } from 'vitest';
import { newEvent } from '../../src/store/event-id.ts';

test('events of one millisecond sort as they were written, each with its own id and that instant', () => {
  const clock = () => Date.parse('2026-11-26T08:00:00.000Z');
  const ids = Array.from({ length: 1000 }, () => newEvent({ clock }).eventId);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(ids.map(decodeTime))).toEqual(new Set([clock()]));
});

test('a clock that goes back is believed: an id says the instant that its event carries', () => {
  const times = [2_000, 2_000, 1_000, 3_000];
  const written = times.map((time) => newEvent({ clock: () => time }));
  expect(written.map(({ eventId }) => decodeTime(eventId))).toEqual(times);
  expect(written.map(({ at }) => Date.parse(at))).toEqual(times);
});

/** Promise: a timer that stops is noticed, and one that a release brings is given time to run. */
import { beforeEach, expect, test } from 'vitest';
import { putTimer } from '../../src/store/timer-state.ts';
import { heartbeats, lateTimers } from '../../src/timers/heartbeats.ts';
import { type Service, startService } from '../support/harness.ts';

const timers = { repair: { lateAfterMinutes: 30 }, reviews: { lateAfterMinutes: 180 } };
let service: Service;
beforeEach(async () => {
  service = await startService();
  return () => service.stop();
});

const late = async () =>
  (await heartbeats(service.deps, timers, service.clock.iso))
    .filter((each) => each.late)
    .map(({ timer }) => timer);

async function pass(minutes: number): Promise<string[]> {
  service.clock.advance({ minutes });
  return late();
}

test('a timer that is new in a release is late only when it has had its time', async () => {
  await putTimer(service.deps, 'repair', { ranAt: service.clock.iso });
  service.clock.advance({ days: 300 });
  await putTimer(service.deps, 'repair', { ranAt: service.clock.iso });
  expect(await late()).toEqual([]);
  expect(await lateTimers(service.deps, timers, service.clock.iso)).toEqual([]);
  await pass(180);
  await putTimer(service.deps, 'repair', { ranAt: service.clock.iso });
  expect(await late()).toEqual([]);
  expect(await pass(1)).toEqual(['reviews']);
  expect(await lateTimers(service.deps, timers, service.clock.iso)).toEqual(['reviews']);
  await putTimer(service.deps, 'reviews', { ranAt: service.clock.iso });
  expect(await late()).toEqual([]);
});

test('the timer that notices the others is late if it never runs at all', async () => {
  expect(await late()).toEqual([]);
  expect(await pass(30)).toEqual([]);
  expect(await pass(1)).toEqual(['repair']);
});

/** People whose next step in the lifecycle is due, and those whom a run has deactivated. */

import type { Given } from '../support/people.ts';
import type { World } from './open-world.ts';
import { settleDown } from './settle-down.ts';
import { person } from './world.ts';

const dayMs = 86_400_000;

/** @param daysAgo last activity @param row further fields of the account */
export function duePerson(
  world: World,
  daysAgo: number,
  row: (day: (ago: number) => string) => Given,
) {
  const day = (ago: number) => new Date(world.service.clock.now() - ago * dayMs).toISOString();
  const past = { invitedAt: day(daysAgo), activatedAt: day(daysAgo), lastActivityAt: day(daysAgo) };
  return person(world, { ...past, ...row(day) });
}

export const noticed = (day: (daysAgo: number) => string) => ({
  firstNoticeAt: day(20),
  noticeQueuedDays: 1,
  noticeQueuedAt: day(20),
});

/** A person whom a lifecycle run has deactivated, and the run's id. */
export async function deactivatedInRun(world: World) {
  const { about } = await duePerson(world, 200, noticed);
  await world.service.runTimer('lifecycle');
  world.service.clock.advance({ minutes: 2 });
  await settleDown(world);
  const runId = (await world.admin.listRuns()).items[0]?.runId ?? '';
  return { about: [...about, runId], runId };
}

/** Leftovers of an account that was just refiled. */
export const refiled = {
  lines: /^schedule /,
  since: 'the row is removed on its day because the account is filed elsewhere',
};

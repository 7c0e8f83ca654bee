/** What goes on around an operation that is stopped: other processes, later minutes, a last look. */
import { expect } from 'vitest';
import { mailRow } from '../../src/store/rows.ts';
import { readAll } from '../../src/store/tables.ts';
import { checkFinalState } from '../simulate/final-state.ts';
import { openTally } from '../simulate/invariants.ts';
import { firstAdministrator, goodPassword } from '../support/harness.ts';
import { leftInQueues } from './picture.ts';
import type { Case, Sample } from './sample.ts';
import { runUntil, type Stop } from './stopping.ts';
import { beside, type World } from './world.ts';

/** In a process of its own. */
export async function perform(world: World, item: Case, stop?: Stop) {
  const process = await beside(world.service);
  const outcome = await runUntil(stop, () => item.work(process));
  await process.stop();
  return outcome;
}

/** Minutes later, in a fresh process: what repair and the mail queue do by themselves. */
export async function settleDown(world: World): Promise<void> {
  for (let round = 0; round < 2; round++) {
    world.service.clock.advance({ minutes: 2 });
    const process = await beside(world.service);
    await process.runTimer('repair');
    await process.drainMail();
    await process.stop();
  }
}

/** Access tokens live for ten minutes. */
export async function renew({ admin }: World, { bare }: Pick<Sample, 'bare'>): Promise<void> {
  if (bare) return;
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
}

/** The invariants of the simulation, and each mail once. */
export async function checkAll(
  { service }: World,
  { listsLag }: Pick<Sample, 'listsLag'>,
): Promise<void> {
  const tally = openTally();
  await checkFinalState(service, tally);
  if (listsLag) tally.directory.broken = [];
  const broken = Object.entries(tally).filter(([, { broken: found }]) => found.length > 0);
  expect(broken).toEqual([]);
  const sent = service.mailbox.messages().map(({ id }) => id);
  const known = new Map<string, string>();
  for await (const row of readAll(await service.deps.store.table('mails'), mailRow, ''))
    known.set(row.rowKey, row.state);
  expect([...known.values()]).not.toContain('claimed');
  // A process that was killed after sending leaves a mail that may have lost its point by then.
  const told = [...known].filter(([, state]) => state !== 'skipped').map(([id]) => id);
  expect(new Set(sent).size).toBe(sent.length);
  expect(
    told.filter((id) => !sent.includes(id)),
    'recorded as sent',
  ).toEqual([]);
  expect(
    sent.filter((id) => !known.has(id)),
    'sent without a record',
  ).toEqual([]);
  expect(await leftInQueues(service)).toEqual([]);
}

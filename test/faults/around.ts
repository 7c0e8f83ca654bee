/** The surroundings of a stopped operation: another process that performs it, and final checks. */
import { expect } from 'vitest';
import { mailRow } from '../../src/store/rows/work.ts';
import { readAll } from '../../src/store/tables.ts';
import type { World } from '../samples/open-world.ts';
import type { Case, Sample } from '../samples/sample.ts';
import { beside } from '../samples/world.ts';
import { checkFinalState } from '../simulate/final-state.ts';
import { openTally } from '../simulate/invariants.ts';
import { firstAdministrator, goodPassword } from '../support/harness.ts';
import { leftInQueues } from './picture.ts';
import { runUntil, type Stop } from './stopping.ts';

/** Runs the operation in a separate instance. */
export async function perform(world: World, item: Case, stop?: Stop) {
  const process = await beside(world.service);
  const outcome = await runUntil(stop, () => item.work(process));
  await process.stop();
  return outcome;
}

/** Signs in again, because access tokens expire after ten minutes. */
export async function renew({ admin }: World, { bare }: Pick<Sample, 'bare'>): Promise<void> {
  if (bare) return;
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
}

/** Checks the simulation's invariants, and that each e-mail was sent once. */
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
  // After a kill following a send, the e-mail may be skipped on retry because it no longer applies.
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

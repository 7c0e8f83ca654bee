/** Promise: under load, with processes killed at random, no acknowledged write is lost. */

import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { loadAccount } from '../../src/store/accounts.ts';
import { loadOrganization } from '../../src/store/organizations.ts';
import { checkAll } from '../faults/around.ts';
import { openWorld, type World } from '../samples/open-world.ts';
import { settleDown } from '../samples/settle-down.ts';
import { person } from '../samples/world.ts';
import { openChance } from '../simulate/chance.ts';
import { inDepth } from '../support/depth.ts';
import { usualSettings } from '../support/harness.ts';
import { type Record, workHard } from './busy-client.ts';
import { startInstances } from './instances.ts';

const seconds = inDepth(4, 60);
const clients = 50;
const killEveryMs = 1_500;
/** By then, messages received by a killed process are visible again. */
const visibleAgainMs = 3_500;

test(
  `${clients} clients for ${seconds} s on two processes that are killed again and again`,
  async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    process.stdout.write(`load: seed ${seed}\n`);
    const world = await openWorld();
    const { service, organizationId } = world;
    const settings = usualSettings(service.connectionString, service.mailbox.connectionString);
    const clockOffsetMs = service.clock.now() - Date.now();
    const selves = await Promise.all(many(() => person(world, { role: 'admin' })));
    const companions = await Promise.all(many(() => person(world)));
    const instances = await startInstances(2, { settings, clockOffsetMs });
    const begun = Date.now();
    const goesOn = () => Date.now() - begun < seconds * 1_000;
    let kills = 0;
    const killing = (async () => {
      for (await wait(killEveryMs / 2); goesOn(); await wait(killEveryMs))
        await instances.kill(kills++ % 2);
    })();
    const records = await Promise.all(
      selves.map((self, index) => {
        const companion = companions[index] ?? self;
        const chance = openChance(seed + index);
        return workHard({ instances, chance, self, companion, organizationId, goesOn });
      }),
    );
    await killing;
    instances.stop();
    const total = (pick: (record: Record) => number) =>
      records.reduce((sum, record) => sum + pick(record), 0);
    const [acknowledged, lost] = [total((each) => each.acknowledged), total((each) => each.lost)];
    process.stdout.write(`load: ${acknowledged} acknowledged, ${lost} lost, ${kills} kills\n`);
    // Their number depends on the machine only.
    expect(acknowledged).toBeGreaterThan(0);
    expect(kills).toBeGreaterThan(0);
    await wait(visibleAgainMs);
    service.clock.advance({ milliseconds: Date.now() + clockOffsetMs - service.clock.now() });
    await settleDown(world);
    await settleDown(world);
    for (const [index, record] of records.entries()) {
      const ids = { self: selves[index]?.userId ?? '', other: companions[index]?.userId ?? '' };
      await checkRecord(world, record, ids);
    }
    await checkAll(world, {});
    await service.stop();
  },
  (seconds + 110) * 1_000,
);

const many = <T>(make: () => Promise<T>): Promise<T>[] => Array.from({ length: clients }, make);

async function checkRecord(
  { service }: World,
  record: Record,
  ids: { self: string; other: string },
): Promise<void> {
  const { store } = service.deps;
  for (const { userId, email, gone } of record.invited) {
    const account = await loadAccount(store, userId);
    expect(gone.possible).toContain(account?.person === undefined);
    if (account?.person) expect(account.person.email).toBe(email);
    expect(account, 'an acknowledged invitation').toBeDefined();
  }
  for (const organizationId of record.organizations)
    expect(await loadOrganization(store, organizationId)).toBeDefined();
  const self = await loadAccount(store, ids.self);
  expect(record.name.possible).toContain(self?.person?.firstName);
  const other = await loadAccount(store, ids.other);
  expect(record.deactivated.possible).toContain(other?.row.deactivatedAt !== undefined);
}

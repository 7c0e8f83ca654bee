/** Promise: every kind of erasure also removes what a newer release stores about the person. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadAccount } from '../../src/store/accounts.ts';
import { renew } from '../faults/around.ts';
import { openWorld, type World } from '../samples/open-world.ts';
import { as, beside, person } from '../samples/world.ts';
import { readAccount } from '../support/direct-storage.ts';
import type { Service } from '../support/harness.ts';
import type { Given } from '../support/people.ts';
import { everythingKept, tracesOf } from '../support/traces.ts';
import { addNewerRelease, type Newer } from './newer.ts';

let world: World;
let newer: Newer;
let count = 0;

beforeAll(async () => {
  world = await openWorld();
  newer = await addNewerRelease(world.service);
});

afterAll(() => world.service.stop());

const dayMs = 86_400_000;
const daysAgo = (days: number) => new Date(world.service.clock.now() - days * dayMs).toISOString();

type Ending = {
  given: () => Given;
  erase: (on: Service, userId: string) => Promise<unknown>;
};

const ifMatch = '"1"';
const endings: Record<string, Ending> = {
  'by an administrator': {
    given: () => ({}),
    erase: (on, userId) =>
      as(on, world.admin).eraseUser({ params: { userId }, body: { confirm: 'erase' }, ifMatch }),
  },
  'by the dates of a deactivated account': {
    given: () => ({ deactivatedAt: daysAgo(40), deactivatedBecause: 'administration' }),
    erase: (on) => on.runTimer('lifecycle'),
  },
  'by the dates of an unused invitation': {
    given: () => ({
      invitedAt: daysAgo(40),
      activatedAt: undefined,
      lastActivityAt: undefined,
      invitationExpiresAt: daysAgo(33),
    }),
    erase: (on) => on.runTimer('lifecycle'),
  },
  'with the invitation that is revoked': {
    given: () => ({ activatedAt: undefined, lastActivityAt: undefined }),
    erase: (on, userId) => as(on, world.admin).revokeInvitation({ params: { userId } }),
  },
};

test.each(Object.entries(endings))(
  '%s: no trace of the name or address is left',
  async (_, ending) => {
    count++;
    await renew(world, {});
    const names = { firstName: `Çınar${count}`, lastName: `Hövelström${count}` };
    const email = `cinar${count}.hovelstrom@entinen-osoite.example`;
    const texts = [names.firstName, names.lastName, email];
    const given = ending.given();
    const { userId } = await person(world, { ...given, person: { ...names, email } });
    await newer.mark();
    expect(tracesOf(texts, await everythingKept(world.service))).not.toEqual([]);
    const events = await eventsOf(userId);
    const service = await beside(world.service);
    await ending.erase(service, userId);
    expect((await loadAccount(service.deps.store, userId))?.row.erasedAt).toBeDefined();
    await service.stop();
    expect(tracesOf(texts, await everythingKept(world.service))).toEqual([]);
    expect(await newer.lost()).toEqual([]);
    expect(await eventsOf(userId)).toEqual(expect.arrayContaining(events));
  },
);

/** Events remain, because they contain no names. */
async function eventsOf(userId: string): Promise<string[]> {
  const tables = await readAccount(world.service.connectionString);
  return (tables['accounts'] ?? [])
    .filter(({ partitionKey, rowKey }) => partitionKey === userId && /^event\./.test(rowKey))
    .map(({ rowKey }) => rowKey);
}

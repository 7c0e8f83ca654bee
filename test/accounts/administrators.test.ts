/**
 * Promise: at every moment a lasting administrator remains, whatever several of them do to each
 * other at the same moment, and whichever date, role change or erasure they use.
 */
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Client } from '../../src/client/client.ts';
import { readAll } from '../../src/store/tables.ts';
import { type Crowd, etagOf, lastingOf, openCrowd } from '../support/crowd.ts';
import { goodPassword, type Service } from '../support/harness.ts';
import { settle } from '../support/people.ts';
import { refused } from '../support/refused.ts';
import { allAtOnce } from '../support/rounds.ts';

type On = { params: { userId: string }; ifMatch: string };
type Way = (by: Client, on: On) => Promise<unknown>;

const ending =
  (day: string): Way =>
  (by, on) =>
    by.changeUser({ ...on, body: { employmentEndsOn: day } });

/** Every action that removes an administrator, now or on a date. The clock stands at 2026-03-02. */
const ways = {
  deactivating: (by, on) => by.deactivateUser({ ...on, body: {} }),
  'another role': (by, on) => by.changeRole({ ...on, body: { role: 'expert' } }),
  erasing: (by, on) => by.eraseUser({ ...on, body: { confirm: 'erase' } }),
  'a day in the past': ending('2020-01-31'),
  today: ending('2026-03-02'),
  'the last possible day': ending('2099-12-31'),
} satisfies Record<string, Way>;

async function take(service: Service, way: Way, by: Client, userId: string): Promise<unknown> {
  return way(by, { params: { userId }, ifMatch: await etagOf(service, userId) });
}

/** Claims exist only while an action is in progress. */
async function claimsLeft({ service }: Crowd): Promise<number> {
  let left = 0;
  const table = await service.deps.store.table('logins');
  for await (const _ of readAll(table, z.object({}), "RowKey eq 'claims'")) left++;
  return left;
}

async function inCrowd(count: number, work: (crowd: Crowd) => Promise<void>): Promise<void> {
  const crowd = await openCrowd(count);
  try {
    await work(crowd);
    expect(await claimsLeft(crowd)).toBe(0);
  } finally {
    await crowd.stop();
  }
}

const rounds = 2;

test.each(Object.entries(ways))(
  'S3: when two administrators act on each other at the same moment by %s, one remains',
  async (_, way) => {
    for (let round = 0; round < rounds; round++)
      await inCrowd(2, async (crowd) => {
        const { service, members } = crowd;
        const [one, two] = members;
        if (!one || !two) throw new Error('two are needed');
        const etags = await Promise.all(members.map(({ userId }) => etagOf(service, userId)));
        const on = (userId: string, ifMatch = '') => ({ params: { userId }, ifMatch });
        const { succeeded } = await allAtOnce([
          () => way(one.client, on(two.userId, etags[1])),
          () => way(two.client, on(one.userId, etags[0])),
        ]);
        expect(succeeded).toBe(1);
        expect(await lastingOf(crowd)).toHaveLength(1);
      });
  },
);

test('S3: when twenty administrators each remove the next one at the same moment, at least one remains', async () => {
  await inCrowd(20, async (crowd) => {
    const { service, members } = crowd;
    const verbs = Object.values(ways);
    const etags = await Promise.all(members.map(({ userId }) => etagOf(service, userId)));
    await allAtOnce(
      members.map(({ client }, index) => () => {
        const next = (index + 1) % members.length;
        const params = { userId: members[next]?.userId ?? '' };
        const way: Way = verbs[index % verbs.length] ?? ways.deactivating;
        return way(client, { params, ifMatch: etags[next] ?? '' });
      }),
    );
    expect((await lastingOf(crowd)).length).toBeGreaterThan(0);
  });
});

test('S3: when twenty administrators close their own accounts at the same moment, exactly one remains', async () => {
  await inCrowd(20, async (crowd) => {
    const { succeeded, codes } = await allAtOnce(
      crowd.members.map(
        ({ client }) =>
          () =>
            client.closeMe({ body: { currentPassword: goodPassword } }),
      ),
    );
    // Passwords are hashed: a busy machine refuses some requests (503) before anything is decided.
    const busy = codes.filter((code) => code === 'busy').length;
    const refusals = codes.filter((code) => code !== 'busy');
    expect(refusals).toEqual(busy > 0 ? [] : ['last_administrator']);
    expect(await lastingOf(crowd)).toHaveLength(20 - succeeded);
    expect(succeeded).toBe(Math.min(19, 20 - busy));
  });
});

test('S2: no end date can remove the last lasting administrator', async () => {
  await inCrowd(2, async ({ service, members: [one, two] }) => {
    if (!one || !two) throw new Error('two are needed');
    const { client: by } = one;
    await take(service, ending('2026-06-30'), by, two.userId);
    // Whether their dates are earlier or later, neither may leave the other as the only one.
    for (const day of ['2026-03-01', '2026-03-02', '2026-03-31', '2026-12-31', '2099-12-31'])
      await expect(take(service, ending(day), two.client, one.userId)).rejects.toEqual(
        refused('last_administrator'),
      );
    for (const way of ['deactivating', 'another role', 'erasing'] as const)
      await expect(take(service, ways[way], two.client, one.userId)).rejects.toEqual(
        refused('last_administrator'),
      );
    await expect(by.closeMe({ body: { currentPassword: goodPassword } })).rejects.toEqual(
      refused('last_administrator'),
    );
    // Once the other's date is removed, the first one may leave.
    const on = { params: { userId: two.userId }, ifMatch: await etagOf(service, two.userId) };
    await by.changeUser({ ...on, body: { employmentEndsOn: null } });
    await take(service, ways.deactivating, two.client, one.userId);
  });
});

test('S2: nobody can set or remove the end of their own employment', async () => {
  await inCrowd(2, async ({ service, members: [one] }) => {
    if (!one) throw new Error('one is needed');
    for (const day of ['2020-01-31', '2026-03-02', '2099-12-31'])
      await expect(take(service, ending(day), one.client, one.userId)).rejects.toEqual(
        refused('own_account'),
      );
    const body = { firstName: 'Aila', employmentEndsOn: null };
    const on = { params: { userId: one.userId }, ifMatch: await etagOf(service, one.userId) };
    // The end of employment does not change, so the names are saved.
    expect((await one.client.changeUser({ ...on, body })).firstName).toBe('Aila');
  });
});

test('S2: an implausible day is refused (400), and a date never grants more than restoring does', async () => {
  await inCrowd(1, async ({ service, organizationId, passwordHash, members: [one] }) => {
    if (!one) throw new Error('one is needed');
    const { deps, clock } = service;
    const home = { organizationId, passwordHash };
    const person = await settle(deps, clock.iso, { ...home, role: 'expert' });
    for (const day of ['0001-01-01', '1999-12-31', '2100-01-01', '9999-12-31'])
      await expect(take(service, ending(day), one.client, person.userId)).rejects.toEqual(
        refused('invalid_input'),
      );
    await take(service, ending('2026-03-01'), one.client, person.userId);
    const primary = await settle(deps, clock.iso, { ...home, role: 'primary_user' });
    const client = service.client();
    await client.signIn({ body: { email: primary.email, password: goodPassword } });
    await expect(take(service, ending('2026-12-31'), client, person.userId)).rejects.toEqual(
      refused('only_administration'),
    );
    await take(service, ending('2026-12-31'), one.client, person.userId);
    const { status } = await client.readUser({ params: { userId: person.userId } });
    expect(status).toBe('active');
  });
});

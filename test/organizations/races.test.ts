/**
 * Promise: nobody ends up in a closed organization or beyond its limit of people, whatever happens
 * concurrently; and of several decisions about one person, one counts.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { readPeople } from '../../src/store/directory.ts';
import { goodPassword, type Service, startService } from '../support/harness.ts';
import { settle } from '../support/people.ts';
import { allAtOnce, at } from '../support/rounds.ts';

const rounds = 4;

let service: Service;
let other: Service;
let admin: Client;
let elsewhere: Client;
let home: string;
let passwordHash: string | undefined;

beforeAll(async () => {
  service = await startService();
  other = await startService(service);
  admin = await service.signedInAdministrator();
  elsewhere = at(other, admin);
  const me = await admin.me();
  home = me.organizationId;
  passwordHash = (await loadAccount(service.deps.store, me.userId))?.row.passwordHash;
});

afterAll(async () => {
  await other.stop();
  await service.stop();
});

async function organization(rules: { peopleMax?: number; proposals?: boolean } = {}) {
  const body = { name: `Espoo ${randomUUID()}`, language: 'fi' } as const;
  const { organizationId } = await admin.createOrganization({ body });
  const params = { organizationId };
  const { etag } = await admin.readAdmissionRules({ params });
  const changed = await admin.changeAdmissionRules({
    params,
    body: { proposals: false, ...rules },
    ifMatch: etag,
  });
  return { organizationId, ifMatch: changed.etag };
}

const invitee = (organizationId: string) => ({
  email: `${randomUUID()}@espoo.fi`,
  firstName: 'Uusi',
  lastName: 'Ihminen',
  role: 'expert' as const,
  organizationId,
});

async function person(organizationId = home, role: 'expert' | 'primary_user' = 'expert') {
  const { deps, clock } = service;
  return settle(deps, clock.iso, { organizationId, passwordHash, role });
}

async function peopleIn(organizationId: string): Promise<number> {
  let count = 0;
  for await (const _ of readPeople(service.deps.store, { organizationId })) count++;
  return count;
}

const ifMatch = '"1"';
const unrelated = (code: string) =>
  !['organization_closed', 'organization_not_empty', 'request_in_progress'].includes(code);

/** Each way into an organization. @returns what to do at the moment of the race */
const waysIn: Record<
  string,
  (organizationId: string) => Promise<(by: Client) => Promise<unknown>>
> = {
  'is invited': async (organizationId) => (by) =>
    by.createInvitation({ body: invitee(organizationId) }),
  'is moved in': async (organizationId) => {
    const { userId } = await person();
    return (by) => by.changeOrganization({ params: { userId }, body: { organizationId }, ifMatch });
  },
  'is accepted': async (organizationId) => {
    const { userId } = await person();
    const params = { userId };
    const { etag } = await admin.offerUser({ params, body: { organizationId }, ifMatch });
    return (by) => by.acceptOffer({ params, body: {}, ifMatch: etag });
  },
  'is imported': async (organizationId) => {
    const { email } = invitee(organizationId);
    const csv = `email,firstName,lastName,role\n${email},Uusi,Ihminen,expert`;
    return async (by) => {
      await by.startImport({ body: { organizationId, csv } });
      await service.drainMail();
    };
  },
};

test.each(Object.entries(waysIn))(
  'S3: an organization that closes while somebody %s ends up closed and empty, or open',
  async (_, way) => {
    for (let round = 0; round < rounds; round++) {
      const { organizationId, ifMatch } = await organization();
      const params = { organizationId };
      const come = await way(organizationId);
      const { codes } = await allAtOnce([
        () => come(admin),
        () => elsewhere.closeOrganization({ params, body: {}, ifMatch }),
      ]);
      expect(codes.filter(unrelated)).toEqual([]);
      const { closedAt } = await admin.readOrganization({ params });
      const people = await peopleIn(organizationId);
      expect(closedAt === undefined || people === 0).toBe(true);
      expect(closedAt !== undefined || people === 1).toBe(true);
    }
  },
);

test('S3: of ten invitations and ten closings at once, one side wins', async () => {
  for (let round = 0; round < 2; round++) {
    const { organizationId, ifMatch } = await organization();
    const params = { organizationId };
    const tries = Array.from({ length: 10 }, (_, index) => [
      () => (index % 2 ? admin : elsewhere).createInvitation({ body: invitee(organizationId) }),
      () => (index % 2 ? elsewhere : admin).closeOrganization({ params, body: {}, ifMatch }),
    ]);
    const { codes } = await allAtOnce(tries.flat());
    expect(codes.filter((code) => unrelated(code) && code !== 'changed_meanwhile')).toEqual([]);
    const { closedAt } = await admin.readOrganization({ params });
    expect((await peopleIn(organizationId)) > 0).toBe(closedAt === undefined);
  }
});

test('S3: of twenty people joining at once in every way, exactly one gets the last place', async () => {
  const { organizationId } = await organization({ peopleMax: 1 });
  const moving = await Promise.all(Array.from({ length: 10 }, () => person()));
  const { succeeded, codes } = await allAtOnce([
    ...moving.map(
      ({ userId }, index) =>
        () =>
          (index % 2 ? admin : elsewhere).changeOrganization({
            params: { userId },
            body: { organizationId },
            ifMatch,
          }),
    ),
    ...moving.map(
      (_, index) => () =>
        (index % 2 ? admin : elsewhere).createInvitation({ body: invitee(organizationId) }),
    ),
  ]);
  expect(codes.filter((code) => code !== 'organization_full')).toEqual([]);
  expect(succeeded).toBe(1);
  expect(await peopleIn(organizationId)).toBe(1);
});

test('S3: of two people restored at once into the last place, one succeeds', async () => {
  for (let round = 0; round < rounds; round++) {
    const { organizationId } = await organization({ peopleMax: 1 });
    const { deps, clock } = service;
    const out = { deactivatedAt: clock.iso, deactivatedBecause: 'administration' } as const;
    const pair = await Promise.all(
      [1, 2].map(() => settle(deps, clock.iso, { organizationId, ...out })),
    );
    const { succeeded, codes } = await allAtOnce(
      pair.map(
        ({ userId }, index) =>
          () =>
            (index ? admin : elsewhere).restoreUser({ params: { userId }, body: {}, ifMatch }),
      ),
    );
    expect([succeeded, codes]).toEqual([1, ['organization_full']]);
  }
});

test('S3: of twenty replies to one offer, and of twenty approvals of one proposal, one counts', async () => {
  const { organizationId } = await organization({ proposals: true });
  const { userId } = await person();
  const params = { userId };
  const { etag } = await admin.offerUser({ params, body: { organizationId }, ifMatch });
  const offered = await allAtOnce(
    Array.from({ length: 20 }, (_, index) => () => {
      const by = index % 2 ? admin : elsewhere;
      const given = { params, ifMatch: etag };
      if (index % 3 === 0) return by.acceptOffer({ ...given, body: {} });
      return index % 3 === 1 ? by.declineOffer({ ...given, body: {} }) : by.withdrawOffer(given);
    }),
  );
  expect(offered.succeeded).toBe(1);
  const proposer = await person(organizationId, 'primary_user');
  const colleague = await person(organizationId);
  const client = service.client();
  await client.signIn({ body: { email: colleague.email, password: goodPassword } });
  const proposed = await client.proposeInvitation({ body: invitee(organizationId) });
  expect(proposer.userId).not.toBe(proposed.userId);
  const approved = await allAtOnce(
    Array.from({ length: 20 }, (_, index) => () => {
      const given = { params: { userId: proposed.userId }, ifMatch: proposed.etag };
      const by = index % 2 ? admin : elsewhere;
      return index % 3
        ? by.approveInvitation({ ...given, body: {} })
        : by.declineInvitation({ ...given, body: {} });
    }),
  );
  expect(approved.succeeded).toBe(1);
});

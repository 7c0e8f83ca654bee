/** Promise: if an organization requires a second person, nobody can create that person alone. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import type { Role } from '../../src/policy/roles.ts';
import { type Service, startService } from '../support/harness.ts';

let service: Service;
let admin: Client;
let organizationId: string;
let first: Awaited<ReturnType<Service['join']>>;

const refused = (code: string) => expect.objectContaining({ code });
const only = refused('only_administration');
const address = () => `${randomUUID()}@espoo.fi`;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
});
afterAll(() => service.stop());

beforeEach(async () => {
  const body = { name: `Espoo ${randomUUID()}`, language: 'fi' } as const;
  ({ organizationId } = await admin.createOrganization({ body }));
  first = await joined('primary_user');
});

const joined = (role: Role, by = admin) => service.join(by, address(), organizationId, role);

async function wantTwo(who: Client) {
  const params = { organizationId };
  const { etag } = await who.readAdmissionRules({ params });
  await who.changeAdmissionRules({ params, body: { approval: 'second_person' }, ifMatch: etag });
}

async function propose(who: Client) {
  const names = { firstName: 'Eeva', lastName: 'Ehdokas' };
  const body = { ...names, email: address(), organizationId, role: 'primary_user' as const };
  const { userId, etag } = await who.createInvitation({ body });
  return { params: { userId }, body: {}, ifMatch: etag };
}

async function promote(who: Client, userId: string, role: Role = 'primary_user') {
  const params = { userId };
  const { etag } = await admin.readUser({ params });
  return who.changeRole({ params, body: { role }, ifMatch: etag });
}

test('S16: a primary user cannot promote anybody to a role that approves', async () => {
  const expert = await joined('expert');
  await wantTwo(first.client);
  await expect(promote(first.client, expert.userId)).rejects.toEqual(only);
  await promote(first.client, expert.userId, 'editor');
  await promote(admin, expert.userId);
  await expert.client.approveInvitation(await propose(first.client));
});

test('S16: somebody promoted by the proposer before the rule is not a second person', async () => {
  const expert = await joined('expert');
  await promote(first.client, expert.userId);
  await wantTwo(first.client);
  const call = await propose(first.client);
  await expect(expert.client.approveInvitation(call)).rejects.toEqual(only);
  await admin.approveInvitation(call);
  // Nor can the promoter approve what the promoted person proposes.
  const other = await propose(expert.client);
  await expect(first.client.approveInvitation(other)).rejects.toEqual(only);
});

test('S16: a primary user invited by the proposer before the rule is not a second person', async () => {
  const own = await joined('primary_user', first.client);
  const ownToo = await joined('primary_user', own.client);
  await wantTwo(own.client);
  const call = await propose(first.client);
  for (const who of [own, ownToo])
    await expect(who.client.approveInvitation(call)).rejects.toEqual(only);
  const independent = await joined('primary_user');
  await independent.client.approveInvitation(call);
});

test.each([
  ['erased', erase],
  ['demoted by the administration', (userId: string) => promote(admin, userId, 'editor')],
  ['moved to another organization', move],
])('S16: a role keeps its origin when the person between is %s', async (_, change) => {
  const between = await joined('expert');
  await promote(first.client, between.userId);
  const own = await joined('primary_user', between.client);
  await wantTwo(first.client);
  await change(between.userId);
  const call = await propose(first.client);
  await expect(own.client.approveInvitation(call)).rejects.toEqual(only);
  const back = await propose(own.client);
  await expect(first.client.approveInvitation(back)).rejects.toEqual(only);
});

test('S16: assigning the same role again does not change who gave it', async () => {
  const own = await joined('primary_user', first.client);
  const peer = await joined('primary_user');
  await wantTwo(first.client);
  await promote(peer.client, own.userId);
  const call = await propose(first.client);
  await expect(own.client.approveInvitation(call)).rejects.toEqual(only);
  await peer.client.approveInvitation(call);
});

async function erase(userId: string) {
  const params = { userId };
  const { etag } = await admin.readUser({ params });
  await admin.eraseUser({ params, body: { confirm: 'erase' }, ifMatch: etag });
}

async function move(userId: string) {
  const body = { name: `Vantaa ${randomUUID()}`, language: 'fi' } as const;
  const there = await admin.createOrganization({ body });
  const params = { userId };
  const { etag } = await admin.readUser({ params });
  const to = { organizationId: there.organizationId };
  await admin.changeOrganization({ params, body: to, ifMatch: etag });
}

test('S16: somebody admitted by two persons can decide with either of them', async () => {
  const second = await joined('primary_user');
  await wantTwo(first.client);
  const call = await propose(first.client);
  const { email } = await second.client.approveInvitation(call);
  const third = await service.activate(await service.tokenFor(email));
  await third.approveInvitation(await propose(first.client));
  await second.client.approveInvitation(await propose(third));
});

test('S16: a transferred primary user is not a second person for those who admitted them', async () => {
  const { organizationId: elsewhere } = await admin.createOrganization({
    body: { name: `Vantaa ${randomUUID()}`, language: 'fi' },
  });
  const mover = await service.join(admin, address(), elsewhere, 'primary_user');
  const boss = await service.join(admin, address(), elsewhere, 'primary_user');
  await wantTwo(first.client);
  const params = { userId: mover.userId };
  const { etag } = await boss.client.readUser({ params });
  await boss.client.offerUser({ params, body: { organizationId }, ifMatch: etag });
  const { items } = await first.client.listOffers({});
  await first.client.acceptOffer({ params, body: {}, ifMatch: items[0]?.etag ?? '' });
  await expect(mover.client.approveInvitation(await propose(first.client))).rejects.toEqual(only);
});

test('S16: the rule cannot be weakened, even temporarily, without the administration', async () => {
  await wantTwo(first.client);
  const params = { organizationId };
  const { etag } = await first.client.readAdmissionRules({ params });
  const weaker = first.client.changeAdmissionRules({
    params,
    body: { approval: 'none' },
    ifMatch: etag,
  });
  await expect(weaker).rejects.toEqual(only);
});

test('S16: without an independent primary user, the administration is asked', async () => {
  const own = await joined('primary_user', first.client);
  await wantTwo(first.client);
  await propose(first.client);
  await service.drainMail();
  const { email } = await own.client.me();
  const subject = 'A proposed invitation is waiting for your decision';
  const subjects = (to: string) => service.mailbox.messages(to).map((mail) => mail.subject);
  expect(subjects(email)).not.toContain(subject);
  expect(subjects((await admin.me()).email)).toContain(subject);
});

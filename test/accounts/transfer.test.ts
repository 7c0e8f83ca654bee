/** Promise: a person moves only if both organizations agree; the old one loses access at once. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';
import { refused } from '../support/refused.ts';

type Joined = Awaited<ReturnType<Service['join']>>;

let service: Service;
let admin: Client;
let from: string;
let to: string;
let giver: Joined;
let taker: Joined;
let person: Joined;
let count = 0;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
});

afterAll(() => service.stop());

beforeEach(async () => {
  count++;
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  const made = (name: string) =>
    admin.createOrganization({ body: { name: `${name} ${count}`, language: 'fi' } });
  from = (await made('Espoo')).organizationId;
  to = (await made('Vantaa')).organizationId;
  giver = await service.join(admin, `giver${count}@espoo.fi`, from, 'primary_user');
  taker = await service.join(admin, `taker${count}@vantaa.fi`, to, 'primary_user');
  person = await service.join(admin, `person${count}@espoo.fi`, from, 'editor');
});

const read = (who: Client) => who.readUser({ params: { userId: person.userId } });

async function offer() {
  const params = { userId: person.userId };
  const { etag } = await read(giver.client);
  return giver.client.offerUser({ params, body: { organizationId: to }, ifMatch: etag });
}

const answer = (etag: string) => ({ params: { userId: person.userId }, body: {}, ifMatch: etag });

async function subjects(email: string): Promise<string[]> {
  await service.drainMail();
  return (await service.mailbox.messages(email)).map((mail) => mail.subject);
}

test('both organizations see an offer, each from its side, and its end', async () => {
  await offer();
  const outgoing = (who: Client) => who.listOffers({ query: { direction: 'outgoing' } });
  const shown = { toOrganizationName: `Vantaa ${count}`, fromOrganizationName: `Espoo ${count}` };
  const given = await outgoing(giver.client);
  expect(given.items).toMatchObject([{ userId: person.userId, ...shown }]);
  expect((await giver.client.listOffers({})).items).toEqual([]);
  expect((await outgoing(taker.client)).items).toEqual([]);
  const query = { organizationId: from, direction: 'outgoing' } as const;
  expect((await admin.listOffers({ query })).items).toEqual(given.items);
  await expect(taker.client.listOffers({ query })).rejects.toEqual(refused('not_found'));
  const ifMatch = given.items[0]?.etag ?? '';
  await giver.client.withdrawOffer({ params: { userId: person.userId }, ifMatch });
  expect((await outgoing(giver.client)).items).toEqual([]);
  expect((await taker.client.listOffers({})).items).toEqual([]);
});

test('an offered person is accepted: history stays, the old access ends, all are notified', async () => {
  const { items: targets } = await giver.client.listTransferTargets();
  expect(targets).toContainEqual({ organizationId: to, name: `Vantaa ${count}` });
  expect(await offer()).toMatchObject({ organizationId: from, offeredTo: to });
  expect(await subjects(`taker${count}@vantaa.fi`)).toContain(
    'The transfer of a user is waiting for your decision',
  );
  const { items } = await taker.client.listOffers({});
  expect(items).toMatchObject([{ firstName: 'Aino', fromOrganizationName: `Espoo ${count}` }]);
  expect(items[0]).not.toHaveProperty('email');
  await expect(read(taker.client)).rejects.toEqual(refused('not_found'));

  const moved = await taker.client.acceptOffer(answer(items[0]?.etag ?? ''));
  expect(moved).toMatchObject({ organizationId: to, role: 'editor' });
  expect(moved.offeredTo).toBeUndefined();
  await expect(read(giver.client)).rejects.toEqual(refused('not_found'));
  expect((await person.client.me()).organizationId).toBe(to);
  expect((await taker.client.listOffers({})).items).toEqual([]);
  expect(await subjects(`giver${count}@espoo.fi`)).toContain('The transfer of a user was accepted');
  expect(await subjects(`person${count}@espoo.fi`)).toHaveLength(2);
  const { items: events } = await admin.listEvents({ query: { subjectId: person.userId } });
  expect(events.map(({ kind }) => kind).sort()).toEqual([
    'activated',
    'invited',
    'organization_changed',
    'transfer_offered',
  ]);
});

test('a declined person stays, and whoever made the offer is notified', async () => {
  const { etag } = await offer();
  await taker.client.declineOffer(answer(etag));
  expect(await read(giver.client)).toMatchObject({ organizationId: from });
  expect(await subjects(`giver${count}@espoo.fi`)).toContain('The transfer of a user was declined');
  await expect(taker.client.acceptOffer(answer(etag))).rejects.toEqual(refused('not_found'));
});

test('when an offer is accepted and withdrawn at the same moment, only one takes effect', async () => {
  const { etag } = await offer();
  const outcomes = await Promise.allSettled([
    taker.client.acceptOffer(answer(etag)),
    giver.client.withdrawOffer({ params: { userId: person.userId }, ifMatch: etag }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const accepted = outcomes[0]?.status === 'fulfilled';
  expect((await read(admin)).organizationId).toBe(accepted ? to : from);
});

test('an offer expires after 14 days by its date, and is then deleted', async () => {
  const { etag } = await offer();
  service.clock.advance({ days: 16 });
  const { client } = taker;
  await client.signIn({ body: { email: `taker${count}@vantaa.fi`, password: goodPassword } });
  expect((await client.listOffers({})).items).toEqual([]);
  await expect(client.acceptOffer(answer(etag))).rejects.toEqual(refused('not_found'));
  expect(await service.runTimer('retention')).toMatchObject({ offerRows: 1 });
});

test("is refused to others, for oneself, above one's own role, and a second time", async () => {
  const { etag } = await offer();
  const stranger = await service.join(admin, `else${count}@espoo.fi`, from, 'primary_user');
  await expect(stranger.client.acceptOffer(answer(etag))).rejects.toEqual(refused('not_found'));
  const body = { organizationId: to };
  const params = { userId: person.userId };
  await expect(giver.client.offerUser({ params, body, ifMatch: etag })).rejects.toEqual(
    refused('offer_open'),
  );
  const own = await giver.client.me();
  await expect(
    giver.client.offerUser({ params: { userId: giver.userId }, body, ifMatch: own.etag }),
  ).rejects.toEqual(refused('own_account'));
  const boss = await service.join(admin, `boss${count}@espoo.fi`, from, 'admin');
  const high = await boss.client.me();
  await expect(
    giver.client.offerUser({ params: { userId: boss.userId }, body, ifMatch: high.etag }),
  ).rejects.toEqual(refused('role_above_own'));
});

test("the receiving organization's rules apply, and the offer is void once its maker loses the right", async () => {
  const { etag } = await offer();
  const params = { organizationId: to };
  const rules = await taker.client.readAdmissionRules({ params });
  const body = { addressDomains: ['vantaa.fi'] };
  const strict = await taker.client.changeAdmissionRules({ params, body, ifMatch: rules.etag });
  await expect(taker.client.acceptOffer(answer(etag))).rejects.toEqual(
    refused('domain_not_allowed'),
  );
  await taker.client.changeAdmissionRules({
    params,
    body: { addressDomains: [] },
    ifMatch: strict.etag,
  });
  const target = { userId: giver.userId };
  const { etag: giverTag } = await admin.readUser({ params: target });
  await admin.deactivateUser({ params: target, body: {}, ifMatch: giverTag });
  await expect(taker.client.acceptOffer(answer(etag))).rejects.toEqual(refused('no_offer'));
});

test('an erased person no longer appears in any list of offers', async () => {
  const { etag } = await offer();
  const confirmed = { params: { userId: person.userId }, body: { confirm: 'erase' } } as const;
  await admin.eraseUser({ ...confirmed, ifMatch: etag });
  expect((await admin.listOffers({ query: { organizationId: to } })).items).toEqual([]);
});

/**
 * Promise: an invitation whose inviter could not invite now is shown as void wherever it is shown,
 * opens nothing, is not reminded of, and is valid again once somebody who may sends it again.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { judgedPeople } from '../../src/accounts/invitation-stands.ts';
import { type Client, ProblemError } from '../../src/client/client.ts';
import { readPeople } from '../../src/store/directory.ts';
import { organizationKey } from '../../src/store/row-keys.ts';
import { write } from '../../src/store/tables.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';

let service: Service;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
});

afterAll(() => service.stop());

beforeEach(() => signInAdministrator());

async function signInAdministrator() {
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
}

const voided = { purpose: 'invitation', state: 'inviter_lost' };

const etagOf = async (userId: string) => (await admin.readUser({ params: { userId } })).etag;

/** An organization, a primary user of it, and somebody whom that one has invited. */
async function invited() {
  const body = { name: `Espoo ${randomUUID()}`, language: 'fi' } as const;
  const { organizationId, etag } = await admin.createOrganization({ body });
  const join = (name: string, role: 'primary_user' | 'editor' = 'primary_user') =>
    service.join(admin, `${name}.${organizationId}@espoo.fi`, organizationId, role);
  const boss = await join('boss');
  const email = `kid.${organizationId}@espoo.fi`;
  const names = { firstName: 'Uusi', lastName: 'Ihminen', language: 'en' } as const;
  const invitee = { email, organizationId, role: 'editor', ...names } as const;
  const { userId } = await boss.client.createInvitation({ body: invitee });
  const token = await service.tokenFor(email);
  return { organizationId, etag, boss, join, email, userId, token };
}

type Invited = Awaited<ReturnType<typeof invited>>;

const act = async (userId: string) => ({ params: { userId }, ifMatch: await etagOf(userId) });

/** Each way in which an inviter comes to lose the right. */
const losses: Record<string, (known: Invited) => Promise<unknown>> = {
  async 'is deactivated'({ boss }) {
    await admin.deactivateUser({ ...(await act(boss.userId)), body: {} });
  },
  async 'is erased'({ boss }) {
    await admin.eraseUser({ ...(await act(boss.userId)), body: { confirm: 'erase' } });
  },
  async 'gets a lower role'({ boss }) {
    await admin.changeRole({ ...(await act(boss.userId)), body: { role: 'editor' } });
  },
  async 'moves to another organization'({ boss }) {
    const body = { name: `Vantaa ${randomUUID()}`, language: 'fi' } as const;
    const { organizationId } = await admin.createOrganization({ body });
    await admin.changeOrganization({ ...(await act(boss.userId)), body: { organizationId } });
  },
  async 'has left by the end of employment'({ boss }) {
    const body = { employmentEndsOn: service.clock.iso.slice(0, 10) };
    await admin.changeUser({ ...(await act(boss.userId)), body });
    service.clock.advance({ days: 1 });
    await signInAdministrator();
  },
  async 'may not give the role any more'({ organizationId }) {
    const { etag } = await admin.readAdmissionRules({ params: { organizationId } });
    const body = { rolesGiven: ['expert'] as ['expert'] };
    await admin.changeAdmissionRules({ params: { organizationId }, body, ifMatch: etag });
  },
  async 'may not invite the domain any more'({ organizationId }) {
    const { etag } = await admin.readAdmissionRules({ params: { organizationId } });
    const body = { addressDomains: ['vantaa.fi'] };
    await admin.changeAdmissionRules({ params: { organizationId }, body, ifMatch: etag });
  },
};

const closed = (work: Promise<unknown>) =>
  work.then(
    () => 'opens',
    (error: unknown) => (error instanceof ProblemError ? error.link : Promise.reject(error)),
  );

const choice = { password: goodPassword, language: 'en', privacyNoticeRead: true } as const;

test.each(Object.keys(losses))(
  'R07: an invitation whose inviter %s is void wherever it is shown',
  async (loss) => {
    const known = await invited();
    const { userId, organizationId, token } = known;
    await losses[loss]?.(known);
    const params = { userId };
    const state = { status: 'invitation_void' };
    expect(await admin.readInvitation({ params })).toMatchObject(state);
    const { items } = await admin.listInvitations({ query: { organizationId } });
    expect(items.find((each) => each.userId === userId)).toMatchObject(state);
    const person = await admin.readUser({ params });
    expect(person).toMatchObject({ ...state, why: 'inviter_lost' });
    const search = { organizationId, status: 'invitation_void' } as const;
    expect((await admin.searchUsers({ body: search })).total).toBe(1);
    const asOpen = { organizationId, status: 'invited' } as const;
    expect((await admin.searchUsers({ body: asOpen })).total).toBe(0);
    const upcoming = await admin.listUpcoming({ query: { organizationId, days: 60 } });
    expect(upcoming.items.find(({ user }) => user.userId === userId)).toMatchObject({
      step: 'erase',
      at: person.eraseAt,
      user: state,
    });
    const client = service.client();
    expect(await closed(client.checkLink({ body: { token } }))).toEqual(voided);
    expect(await closed(client.activate({ body: { token, ...choice } }))).toEqual(voided);
  },
);

test('R07: an invitation to an organization that closed at the same moment is void', async () => {
  const { userId, organizationId, token } = await invited();
  const table = await service.deps.store.table('organizations');
  const closing = { key: organizationKey(organizationId), row: { closedAt: service.clock.iso } };
  await write(table, [{ do: 'merge', ...closing }]);
  const state = { status: 'invitation_void' };
  expect(await admin.readInvitation({ params: { userId } })).toMatchObject(state);
  expect(await closed(service.client().checkLink({ body: { token } }))).toEqual(voided);
});

test('R07: no reminder goes out, and those who can send it again are told once', async () => {
  const known = await invited();
  await known.join('deputy');
  const address = `deputy.${known.organizationId}@espoo.fi`;
  await losses['is deactivated']?.(known);
  const told = () =>
    service.mailbox
      .messages(address)
      .filter(({ subject }) => subject === 'Invitations in your organization are no longer valid');
  for (let day = 0; day < 6; day++) {
    service.clock.advance({ days: 1 });
    await service.runTimer('census');
    for (let hour = 0; hour < 2; hour++) await service.runTimer('lifecycle');
    await service.drainMail();
  }
  expect(told()).toHaveLength(1);
  expect(told()[0]?.text).toContain('Uusi Ihminen');
  expect(service.mailbox.messages(known.email)).toHaveLength(1);
  const client = service.client();
  await client.signIn({ body: { email: address, password: goodPassword } });
  await client.resendInvitation({ params: { userId: known.userId }, body: {} });
  await signInAdministrator();
  expect(await admin.readInvitation({ params: { userId: known.userId } })).toMatchObject({
    status: 'invited',
  });
  await service.activate(await service.tokenFor(known.email));
});

test('R07: a reminder that was queued before the inviter left is not sent', async () => {
  const known = await invited();
  service.clock.advance({ days: 6 });
  await service.runTimer('lifecycle');
  await signInAdministrator();
  await losses['is deactivated']?.(known);
  await service.drainMail();
  expect(service.mailbox.messages(known.email)).toHaveLength(1);
});

test('R07: an inviter who may invite again makes the invitation valid again', async () => {
  const known = await invited();
  await losses['is deactivated']?.(known);
  await admin.restoreUser({ ...(await act(known.boss.userId)), body: {} });
  await service.activate(known.token);
});

test('R07: judging people asks storage nothing where no invitation is open', async () => {
  const { deps, clock } = service;
  const people = [];
  for await (const person of readPeople(deps.store)) people.push(person);
  const active = people.filter(({ activatedAt }) => activatedAt !== undefined);
  const store = { table: () => Promise.reject(new Error('storage was asked')) };
  const without = { ...deps, store: { ...deps.store, ...store } };
  expect(await judgedPeople(without, active, clock.iso)).toEqual(active);
});

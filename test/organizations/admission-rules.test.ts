/** Promise: an organization's rules apply to all ways in; nobody approves their own proposal. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import type { Role } from '../../src/policy/roles.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';
import { refused } from '../support/refused.ts';

let service: Service;
let admin: Client;
let organizationId: string;
let first: Awaited<ReturnType<Service['join']>>;
let second: Awaited<ReturnType<Service['join']>>;
let count = 0;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
});

afterAll(() => service.stop());

beforeEach(async () => {
  count++;
  await signInAdministrator();
  const body = { name: `Espoo ${count}`, language: 'sv' } as const;
  ({ organizationId } = await admin.createOrganization({ body }));
  first = await service.join(admin, `first${count}@espoo.fi`, organizationId, 'primary_user');
  second = await service.join(admin, `second${count}@espoo.fi`, organizationId, 'primary_user');
});

/** The clock moves on between the tests, and sessions end. */
const signInAdministrator = () =>
  admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });

const invitee = (name: string, role: Role = 'expert') => ({
  email: `${name}${count}@espoo.fi`,
  firstName: 'Eeva',
  lastName: 'Ehdokas',
  organizationId,
  role,
});

type Changes = Parameters<Client['changeAdmissionRules']>[0]['body'];

async function rules(who: Client, body: Changes) {
  const params = { organizationId };
  const { etag } = await who.readAdmissionRules({ params });
  return who.changeAdmissionRules({ params, body, ifMatch: etag });
}

const read = (userId: string) => admin.readInvitation({ params: { userId } });

async function subjects(email: string): Promise<string[]> {
  await service.drainMail();
  return (await service.mailbox.messages(email)).map((mail) => mail.subject);
}

test('changes of the rules are guarded by If-Match, with old and new values in the event', async () => {
  const params = { organizationId };
  const before = await first.client.readAdmissionRules({ params });
  expect(before).toMatchObject({ approval: 'none', invitationDays: 7, language: 'sv' });
  await rules(first.client, { addressDomains: ['Espoo.fi'], invitationDays: 3 });
  await expect(
    second.client.changeAdmissionRules({ params, body: { proposals: true }, ifMatch: before.etag }),
  ).rejects.toEqual(refused('changed_meanwhile'));
  const { items } = await first.client.listEvents({ query: { kind: 'process_changed' } });
  expect(items[0]?.data).toEqual({
    from: { addressDomains: [], invitationDays: 7 },
    to: { addressDomains: ['espoo.fi'], invitationDays: 3 },
  });
  await expect(rules(first.client, { addressDomains: ['no domain'] })).rejects.toEqual(
    refused('invalid_input'),
  );
});

describe('the address domains', () => {
  test('apply to invitations, even by the administration, and to changes of address', async () => {
    await rules(first.client, { addressDomains: ['espoo.fi'] });
    const body = { ...invitee('x'), email: 'x@vantaa.fi' };
    for (const who of [first.client, admin])
      await expect(who.createInvitation({ body })).rejects.toEqual(refused('domain_not_allowed'));
    const address = { email: 'me@vantaa.fi', currentPassword: goodPassword };
    await expect(first.client.requestAddressChange({ body: address })).rejects.toEqual(
      refused('domain_not_allowed'),
    );
  });

  test('void an open invitation, its resending, and moves into the organization', async () => {
    const { userId, email } = await first.client.createInvitation({ body: invitee('late') });
    const token = await service.tokenFor(email);
    await rules(first.client, { addressDomains: ['elsewhere.fi'] });
    await expect(service.activate(token)).rejects.toEqual(refused('link_invalid'));
    await expect(first.client.resendInvitation({ params: { userId }, body: {} })).rejects.toEqual(
      refused('domain_not_allowed'),
    );
    const other = await admin.createOrganization({ body: { name: 'Vantaa', language: 'fi' } });
    const email2 = `mover${count}@vantaa.fi`;
    const mover = await service.join(admin, email2, other.organizationId, 'expert');
    const params = { userId: mover.userId };
    const { etag } = await admin.readUser({ params });
    await expect(
      admin.changeOrganization({ params, body: { organizationId }, ifMatch: etag }),
    ).rejects.toEqual(refused('domain_not_allowed'));
  });
});

test('the assignable roles bind primary users, not the administration', async () => {
  await rules(admin, { rolesGiven: ['expert'] });
  const body = invitee('editor', 'editor');
  await expect(first.client.createInvitation({ body })).rejects.toEqual(refused('role_not_given'));
  const { userId } = await admin.createInvitation({ body });
  const { etag } = await read(userId);
  await expect(
    first.client.changeRole({ params: { userId }, body: { role: 'primary_user' }, ifMatch: etag }),
  ).rejects.toEqual(refused('role_not_given'));
});

test('invitations have the lifetime and the language that the organization sets', async () => {
  await rules(first.client, { invitationDays: 2, language: 'fi' });
  const { email, language } = await first.client.createInvitation({ body: invitee('short') });
  expect(language).toBe('fi');
  const token = await service.tokenFor(email);
  service.clock.advance({ days: 2, seconds: 1 });
  await expect(service.activate(token)).rejects.toEqual(refused('link_invalid'));
});

test('the limit of people applies to invitations and restoring', async () => {
  await rules(admin, { peopleMax: 3 });
  const { userId } = await service.join(admin, `in${count}@espoo.fi`, organizationId, 'expert');
  const full = refused('organization_full');
  await expect(first.client.createInvitation({ body: invitee('no') })).rejects.toEqual(full);
  const params = { userId };
  const { etag } = await admin.readUser({ params });
  const out = await admin.deactivateUser({ params, body: {}, ifMatch: etag });
  await first.client.createInvitation({ body: invitee('yes') });
  await expect(admin.restoreUser({ params, body: {}, ifMatch: out.etag })).rejects.toEqual(full);
});

describe('an invitation that needs a second person', () => {
  test('is sent only after another primary user has approved it, and all are notified', async () => {
    await rules(first.client, { approval: 'second_person' });
    const invited = await first.client.createInvitation({ body: invitee('two') });
    expect(invited).toMatchObject({ status: 'proposed', proposedBy: first.userId });
    expect(await subjects(invited.email)).toEqual([]);
    expect(await subjects(`second${count}@espoo.fi`)).toContain(
      'A proposed invitation is waiting for your decision',
    );
    expect(await subjects(`first${count}@espoo.fi`)).not.toContain(
      'A proposed invitation is waiting for your decision',
    );
    const call = { params: { userId: invited.userId }, body: {}, ifMatch: invited.etag };
    await expect(first.client.approveInvitation(call)).rejects.toEqual(refused('own_proposal'));
    await expect(first.client.resendInvitation(call)).rejects.toEqual(refused('not_invited'));
    expect(await second.client.approveInvitation(call)).toMatchObject({ status: 'invited' });
    await service.activate(await service.tokenFor(invited.email));
    expect(await subjects(`first${count}@espoo.fi`)).toContain(
      'The invitation you proposed was approved',
    );
  });

  test('is approved once, by the first of two concurrent approvers', async () => {
    await rules(first.client, { approval: 'second_person' });
    const { userId, etag, email } = await first.client.createInvitation({ body: invitee('race') });
    const call = { params: { userId }, body: {}, ifMatch: etag };
    const both = [second.client.approveInvitation(call), admin.approveInvitation(call)];
    const outcomes = (await Promise.allSettled(both)).map(({ status }) => status).sort();
    expect(outcomes).toEqual(['fulfilled', 'rejected']);
    expect(await subjects(email)).toHaveLength(1);
  });

  test('that needs the administration is approved by it only, and no primary user can change that', async () => {
    await rules(admin, { approval: 'administration' });
    const only = refused('only_administration');
    await expect(rules(first.client, { approval: 'none' })).rejects.toEqual(only);
    const { userId, etag } = await first.client.createInvitation({ body: invitee('city') });
    const call = { params: { userId }, body: {}, ifMatch: etag };
    await expect(second.client.approveInvitation(call)).rejects.toEqual(only);
    await admin.approveInvitation(call);
  });

  test('keeps the approved role', async () => {
    await rules(first.client, { approval: 'second_person' });
    const { userId, etag } = await first.client.createInvitation({ body: invitee('fix') });
    const approved = await second.client.approveInvitation({
      params: { userId },
      body: {},
      ifMatch: etag,
    });
    const body = { role: 'primary_user' } as const;
    await expect(
      first.client.changeRole({ params: { userId }, body, ifMatch: approved.etag }),
    ).rejects.toEqual(refused('approval_needed'));
  });

  test('is void if the approver loses the right before it is used', async () => {
    await rules(first.client, { approval: 'second_person' });
    const { userId, etag, email } = await first.client.createInvitation({ body: invitee('gone') });
    await second.client.approveInvitation({ params: { userId }, body: {}, ifMatch: etag });
    const token = await service.tokenFor(email);
    const params = { userId: second.userId };
    const approver = await admin.readUser({ params });
    await admin.changeRole({ params, body: { role: 'editor' }, ifMatch: approver.etag });
    await expect(service.activate(token)).rejects.toEqual(refused('link_invalid'));
  });
});

describe('a proposal by an expert', () => {
  test("is refused if the organization takes no proposals, or above the proposer's rank", async () => {
    const expert = await service.join(admin, `ex${count}@espoo.fi`, organizationId, 'expert');
    const body = invitee('colleague');
    const propose = (role: Role) => expert.client.proposeInvitation({ body: { ...body, role } });
    await expect(propose('expert')).rejects.toEqual(refused('proposals_off'));
    await rules(first.client, { proposals: true });
    await expect(propose('primary_user')).rejects.toEqual(refused('role_above_own'));
    const proposed = await propose('editor');
    const call = { params: { userId: proposed.userId }, body: {}, ifMatch: proposed.etag };
    await expect(expert.client.approveInvitation(call)).rejects.toEqual(refused('not_allowed'));
    await first.client.approveInvitation(call);
    await service.activate(await service.tokenFor(proposed.email));
  });

  test('frees the address when declined, tells the proposer why, and is erased', async () => {
    const expert = await service.join(admin, `de${count}@espoo.fi`, organizationId, 'expert');
    await rules(first.client, { proposals: true });
    const proposed = await expert.client.proposeInvitation({ body: invitee('declined') });
    const params = { userId: proposed.userId };
    const reason = 'Aloittaa vasta keväällä';
    await first.client.declineInvitation({ params, body: { reason }, ifMatch: proposed.etag });
    await service.drainMail();
    const mails = await service.mailbox.messages(`de${count}@espoo.fi`);
    const told = mails.find((mail) => mail.subject === 'The invitation you proposed was declined');
    expect(told?.text).toContain(reason);
    await admin.createInvitation({ body: invitee('declined') });
    service.clock.advance({ days: 2 });
    await service.runTimer('lifecycle');
    await signInAdministrator();
    await expect(read(proposed.userId)).rejects.toEqual(refused('not_found'));
    const kept = await service.deps.store.table('accounts');
    const texts: string[] = [];
    for await (const row of kept.listEntities({
      queryOptions: { filter: `PartitionKey eq '${proposed.userId}'` },
    }))
      texts.push(JSON.stringify(row));
    expect(texts.join()).not.toMatch(/Eeva|Ehdokas|keväällä/);
  });

  test('lapses undecided after 14 days, by its date and not by the timer', async () => {
    const expert = await service.join(admin, `la${count}@espoo.fi`, organizationId, 'expert');
    await rules(first.client, { proposals: true });
    const { userId, etag } = await expert.client.proposeInvitation({ body: invitee('lapse') });
    service.clock.advance({ days: 15 });
    const call = { params: { userId }, body: {}, ifMatch: etag };
    await signInAdministrator();
    await expect(admin.approveInvitation(call)).rejects.toEqual(refused('not_proposed'));
    await service.runTimer('lifecycle');
    expect(await subjects(`la${count}@espoo.fi`)).toContain(
      'The invitation you proposed was declined',
    );
  });
});

/**
 * Promise: everybody gets the counts of the work that awaits them and nobody else's: what the rules
 * leave to them, with the most urgent date. Approving is offered where it can succeed.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { goodPassword, type Service, startService } from '../support/harness.ts';

let service: Service;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
});
afterAll(() => service.stop());

let organizations = 0;
async function organization() {
  const number = ++organizations;
  const details = { name: `Kunta ${number}`, language: 'fi' } as const;
  const { organizationId } = await admin.createOrganization({ body: details });
  const address = (name: string) => `${name}@kunta${number}.fi`;
  const primary = await service.join(admin, address('p'), organizationId, 'primary_user');
  return { organizationId, address, primary };
}

const body = (organizationId: string, email: string) => ({
  email,
  organizationId,
  firstName: 'Uusi',
  lastName: 'Ihminen',
  role: 'expert' as const,
});

const workOf = async (client: Client) =>
  Object.fromEntries((await client.listWork()).items.map(({ kind, ...rest }) => [kind, rest]));

async function setRules(organizationId: string, changes: object) {
  const params = { organizationId };
  const { etag } = await admin.readAdmissionRules({ params });
  await admin.changeAdmissionRules({ params, body: changes, ifMatch: etag });
}

test('nobody has pending work in a quiet organization, and editors never have any', async () => {
  const { organizationId, address, primary } = await organization();
  const editor = await service.join(admin, address('e'), organizationId, 'editor');
  expect(await workOf(primary.client)).toEqual({});
  expect(await workOf(editor.client)).toEqual({});
});

test('a proposal awaits the primary users and the administration, but not its proposer', async () => {
  const { organizationId, address, primary } = await organization();
  await setRules(organizationId, { proposals: true, approval: 'second_person' });
  const other = await service.join(admin, address('q'), organizationId, 'primary_user');
  await other.client.createInvitation({ body: body(organizationId, address('new')) });
  expect(await workOf(primary.client)).toMatchObject({ approvals: { count: 1 } });
  expect(await workOf(admin)).toMatchObject({ approvals: { count: 1 } });
  expect(await workOf(other.client)).toEqual({});
  const offered = async (client: Client) => (await client.listInvitations({})).items[0];
  expect(await offered(primary.client)).toMatchObject({ mayApprove: true, mayDecline: true });
  expect(await offered(other.client)).toMatchObject({ mayApprove: false, mayDecline: false });
});

test('what only the administration or an independent person can approve awaits nobody else', async () => {
  const { organizationId, address, primary } = await organization();
  await setRules(organizationId, { approval: 'second_person' });
  const inviting = { ...body(organizationId, address('q')), role: 'primary_user' as const };
  const { userId } = await primary.client.createInvitation({ body: inviting });
  const { etag } = await admin.readInvitation({ params: { userId } });
  // The administration answers for this one, so that the two are independent.
  await admin.approveInvitation({ params: { userId }, body: {}, ifMatch: etag });
  const second = await service.activate(await service.tokenFor(address('q')));
  await second.createInvitation({ body: body(organizationId, address('new')) });
  expect(await workOf(primary.client)).toMatchObject({ approvals: { count: 1 } });
  await setRules(organizationId, { approval: 'administration' });
  expect(await workOf(primary.client)).toEqual({});
  const [item] = (await primary.client.listInvitations({})).items;
  expect(item).toMatchObject({ mayApprove: false, mayDecline: true });
});

test('who owes the role to the proposer is not asked to approve', async () => {
  const { organizationId, address, primary } = await organization();
  const inviting = { ...body(organizationId, address('q')), role: 'primary_user' as const };
  await primary.client.createInvitation({ body: inviting });
  const owing = await service.activate(await service.tokenFor(address('q')));
  await setRules(organizationId, { approval: 'second_person' });
  await primary.client.createInvitation({ body: body(organizationId, address('new')) });
  expect(await workOf(owing)).toEqual({});
  const [item] = (await owing.listInvitations({})).items;
  expect(item).toMatchObject({ status: 'proposed', mayApprove: false, mayDecline: true });
});

test('requests about personal data and for restoring await the administration, with their date', async () => {
  const { organizationId, address } = await organization();
  const editor = await service.join(admin, address('e'), organizationId, 'editor');
  const { dueOn } = await editor.client.fileDataRequest({ body: { kind: 'access' } });
  const { data_requests } = await workOf(admin);
  expect(data_requests?.count).toBe(1);
  expect(Date.parse(data_requests?.firstAt ?? '') - Date.parse(dueOn)).toBeLessThanOrEqual(0);
  await editor.client.closeMe({ body: { currentPassword: goodPassword } });
  const token = await service.tokenFor(address('e'));
  const { eraseAt } = await service.client().askRestore({ body: { token } });
  expect((await workOf(admin))['restore_requests']).toEqual({ count: 1, firstAt: eraseAt });
});

test('a primary user sees transfers, and invitations and accounts that end soon', async () => {
  const { organizationId, address, primary } = await organization();
  const from = await organization();
  const moved = await service.join(admin, from.address('m'), from.organizationId, 'expert');
  const params = { userId: moved.userId };
  const { etag } = await admin.readUser({ params });
  await from.primary.client.offerUser({ params, body: { organizationId }, ifMatch: etag });
  const { expiresAt } = await primary.client.createInvitation({
    body: body(organizationId, address('new')),
  });
  const leaving = await service.join(admin, address('l'), organizationId, 'expert');
  const leaver = { params: { userId: leaving.userId } };
  const ends = { employmentEndsOn: '2026-03-20' };
  const before = await admin.readUser(leaver);
  await primary.client.changeUser({ ...leaver, body: ends, ifMatch: before.etag });
  const { deactivateAt } = await admin.readUser(leaver);
  expect(await workOf(primary.client)).toMatchObject({
    transfers: { count: 1 },
    expiring_accounts: { count: 1, firstAt: deactivateAt },
  });
  service.clock.advance({ days: 5, hours: 1 });
  await primary.client.signIn({ body: { email: address('p'), password: goodPassword } });
  expect((await workOf(primary.client))['expiring_invitations']).toEqual({
    count: 1,
    firstAt: expiresAt,
  });
});

test('late timers and failed e-mails await those who run the service', async () => {
  service.clock.advance({ days: 2 });
  const credentials = { email: 'first.admin@example.fi', password: goodPassword };
  await admin.signIn({ body: credentials });
  const queue = await service.deps.store.queue('mail-now-poison');
  await queue.sendMessage('e30=');
  const work = await workOf(admin);
  expect(work['late_timers']?.count).toBeGreaterThan(0);
  expect(work['failed_mails']).toEqual({ count: 1 });
});

/**
 * Promise: whoever holds a genuine link that no longer opens is told why, and whoever holds another
 * secret is told nothing; a person who was invited and asks for a password gets the invitation again.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Client, ProblemError } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import {
  firstAdministrator,
  goodPassword,
  publicUrl,
  type Service,
  startService,
} from '../support/harness.ts';

const newPassword = 'eight grey herons sleep';

let service: Service;
let admin: Client;
let organizationId: string;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const body = { name: 'Espoo', language: 'fi' } as const;
  ({ organizationId } = await admin.createOrganization({ body }));
});

afterAll(() => service.stop());

// The clock moves on, and sessions end.
beforeEach(async () => {
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
});

/** @returns why the link does not open, or `opens` */
async function check(token: string): Promise<unknown> {
  try {
    await service.client().checkLink({ body: { token } });
    return 'opens';
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'link_invalid') throw error;
    return error.link?.state;
  }
}

const act = async (userId: string) => ({
  params: { userId },
  ifMatch: (await admin.readUser({ params: { userId } })).etag,
});

async function invited() {
  const email = `${randomUUID()}@espoo.fi`;
  const names = { firstName: 'Uusi', lastName: 'Ihminen', language: 'en' } as const;
  const body = { email, organizationId, role: 'expert', ...names } as const;
  const { userId } = await admin.createInvitation({ body });
  return { email, userId, token: await service.tokenFor(email) };
}

async function joined() {
  const known = await invited();
  return { ...known, client: await service.activate(known.token) };
}

async function resetLinkFor(email: string): Promise<string> {
  await service.client().forgotPassword({ body: { email } });
  return service.tokenFor(email);
}

test('R20: a used invitation says that one can sign in, as long as that is true', async () => {
  const { token, userId } = await joined();
  expect(await check(token)).toBe('used');
  await expect(service.activate(token)).rejects.toMatchObject({
    code: 'link_invalid',
    link: { purpose: 'invitation', state: 'used' },
    message: expect.stringContaining('Sign in'),
  });
  await admin.deactivateUser({ ...(await act(userId)), body: {} });
  expect(await check(token)).toBe('inactive');
  await admin.eraseUser({ ...(await act(userId)), body: { confirm: 'erase' } });
  expect(await check(token)).toBe('erased');
});

test('R20: an invitation that was replaced, has expired or was revoked says so', async () => {
  const { token, email, userId } = await invited();
  await admin.resendInvitation({ params: { userId }, body: {} });
  expect(await check(token)).toBe('replaced');
  const latest = await service.tokenFor(email);
  expect(await check(latest)).toBe('opens');
  service.clock.advance({ days: 8 });
  expect([await check(token), await check(latest)]).toEqual(['expired', 'expired']);
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  await admin.revokeInvitation({ params: { userId } });
  expect([await check(token), await check(latest)]).toEqual(['erased', 'erased']);
});

test('R20: a reset link says whether it was used, replaced, has expired or was ended', async () => {
  const { email, client } = await joined();
  const first = await resetLinkFor(email);
  service.clock.advance({ minutes: 1 });
  const second = await resetLinkFor(email);
  expect(await check(first)).toBe('replaced');
  const body = { token: second, password: newPassword };
  await service.client().resetPassword({ body });
  expect([await check(first), await check(second)]).toEqual(['ended', 'used']);
  await expect(service.client().resetPassword({ body })).rejects.toMatchObject({
    link: { purpose: 'password_reset', state: 'used' },
  });
  service.clock.advance({ minutes: 1 });
  const third = await resetLinkFor(email);
  await client.signIn({ body: { email, password: newPassword } });
  await client.endSessions({ body: { currentPassword: newPassword } });
  expect(await check(third)).toBe('ended');
  service.clock.advance({ minutes: 1 });
  const fourth = await resetLinkFor(email);
  service.clock.advance({ hours: 2 });
  expect(await check(fourth)).toBe('expired');
});

test('R20: a confirmed address, and a change that was cancelled, say so', async () => {
  const { client, email } = await joined();
  const next = `${randomUUID()}@espoo.fi`;
  const request = async () => {
    await client.requestAddressChange({ body: { email: next, currentPassword: goodPassword } });
    return service.tokenFor(next);
  };
  const cancelled = await request();
  const [change] = (await client.me()).pendingChanges;
  await client.cancelPendingChange({ body: { changeId: change?.changeId ?? '' } });
  expect(await check(cancelled)).toBe('ended');
  service.clock.advance({ seconds: 1 });
  const token = await request();
  await service.client().confirmAddressChange({ body: { token } });
  expect(await check(token)).toBe('used');
  expect(email).not.toBe(next);
});

test('R20: a link that keeps an account, and one that asks for restoring it, say what became of them', async () => {
  const { email, userId } = await joined();
  service.clock.advance({ days: 160 });
  await service.runTimer('lifecycle');
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  const keep = await service.tokenFor(email);
  await service.client().keepAlive({ body: { token: keep } });
  expect(await check(keep)).toBe('used');
  await admin.deactivateUser({ ...(await act(userId)), body: {} });
  const restore = await service.tokenFor(email);
  expect([await check(keep), await check(restore)]).toEqual(['inactive', 'opens']);
  await service.client().askRestore({ body: { token: restore } });
  expect(await check(restore)).toBe('asked');
  await admin.restoreUser({ ...(await act(userId)), body: {} });
  expect([await check(restore), await check(keep)]).toEqual(['used', 'used']);
});

test('R20: a secret that is not genuine learns nothing, whatever it was made from', async () => {
  const { token } = await joined();
  const other = await joined();
  const [userId = '', linkId = '', secret = ''] = token.split('.');
  const [otherId = '', otherLink = ''] = other.token.split('.');
  const flipped = `${secret.startsWith('A') ? 'B' : 'A'}${secret.slice(1)}`;
  const forged = [
    `${userId}.${linkId}.${flipped}`,
    `${userId}.${otherLink}.${secret}`,
    `${otherId}.${linkId}.${secret}`,
    `${randomUUID()}.${linkId}.${secret}`,
  ];
  const bodies = new Set<string>();
  for (const each of forged) {
    const sent = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const body = JSON.stringify({ token: each });
    const response = await service.send(`${publicUrl}/api/links/check`, { ...sent, body });
    expect(response.status).toBe(410);
    bodies.add((await response.text()).replace(/"requestId":"[^"]+"/, ''));
  }
  expect(bodies.size).toBe(1);
  expect([...bodies][0]).not.toContain('"link"');
  const reset = { token, password: newPassword };
  await expect(service.client().resetPassword({ body: reset })).rejects.toMatchObject({
    code: 'link_invalid',
    link: undefined,
  });
});

test('R19: whoever was invited and asks for a password gets the invitation again, with its link', async () => {
  const { email, token } = await invited();
  service.clock.advance({ days: 1 });
  expect(await resetLinkFor(email)).toBe(token);
  expect(service.mailbox.messages(email).map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/^Invitation/),
    expect.stringMatching(/^Invitation/),
  ]);
  await service.activate(token);
});

test('R19: the invitation is sent again as often as a reset link would be, and no more', async () => {
  const { email } = await invited();
  for (let ask = 0; ask < limit.resetMailsPerDay + 4; ask++) {
    service.clock.advance({ seconds: 1 });
    await service.client().forgotPassword({ body: { email } });
    await service.drainMail();
  }
  expect(service.mailbox.messages(email)).toHaveLength(1 + limit.resetMailsPerDay);
});

test('R19: an expired, void or proposed invitation brings nothing', async () => {
  const expired = await invited();
  service.clock.advance({ days: 8 });
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  const boss = await service.join(
    admin,
    `${randomUUID()}@espoo.fi`,
    organizationId,
    'primary_user',
  );
  const names = { firstName: 'Uusi', lastName: 'Ihminen', organizationId } as const;
  const voided = `${randomUUID()}@espoo.fi`;
  await boss.client.createInvitation({ body: { email: voided, role: 'expert', ...names } });
  const { etag } = await admin.readAdmissionRules({ params: { organizationId } });
  const approval = { approval: 'second_person' } as const;
  await admin.changeAdmissionRules({ params: { organizationId }, body: approval, ifMatch: etag });
  const proposed = `${randomUUID()}@espoo.fi`;
  await boss.client.createInvitation({ body: { email: proposed, role: 'expert', ...names } });
  await service.drainMail();
  await admin.deactivateUser({ ...(await act(boss.userId)), body: {} });
  const addresses = [expired.email, voided, proposed];
  const before = addresses.map((email) => service.mailbox.messages(email).length);
  for (const email of addresses) await service.client().forgotPassword({ body: { email } });
  await service.drainMail();
  expect(addresses.map((email) => service.mailbox.messages(email).length)).toEqual(before);
});

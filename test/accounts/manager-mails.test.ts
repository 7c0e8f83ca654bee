/**
 * Promise: a manager can send people of their own a link for a new password and remind them; the
 * link goes to the person alone, nothing else changes, and nobody is flooded.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import type { Role } from '../../src/policy/roles.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';
import { settle } from '../support/people.ts';
import { refused } from '../support/refused.ts';

let service: Service;
let admin: Client;
let organizationId: string;
let primary: { userId: string; client: Client };

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const body = { name: 'Espoo', language: 'fi' } as const;
  ({ organizationId } = await admin.createOrganization({ body }));
  primary = await joined('primary_user');
});
afterAll(() => service.stop());

async function joined(role: Role, home = organizationId) {
  const email = `${randomUUID()}@espoo.fi`;
  return { email, ...(await service.join(admin, email, home, role)) };
}

async function invited(home = organizationId) {
  const names = { firstName: 'Uusi', lastName: 'Ihminen', role: 'expert' } as const;
  const email = `${randomUUID()}@espoo.fi`;
  return admin.createInvitation({ body: { email, organizationId: home, ...names } });
}

const sent = (email: string) => service.mailbox.messages(email);
const sendLink = (client: Client, userId: string) =>
  client.sendResetLink({ params: { userId }, body: {} });
const remind = (client: Client, userId: string) =>
  client.remindUser({ params: { userId }, body: {} });

test('a primary user sends a colleague a link; until it is used, the password works', async () => {
  const { email, userId, client } = await joined('editor');
  const before = await admin.readUser({ params: { userId } });
  await sendLink(primary.client, userId);
  const token = await service.tokenFor(email);
  const read = await client.listSessions();
  expect(read.items).toHaveLength(1);
  await service.client().signIn({ body: { email, password: goodPassword } });
  const { etag } = await admin.readUser({ params: { userId } });
  expect(etag).toBe(before.etag);
  const password = 'eight brown foxes swim';
  await service.client().resetPassword({ body: { token, password } });
  await service.client().signIn({ body: { email, password } });
  const query = { subjectId: userId, kind: 'password_reset_requested' } as const;
  const { items } = await admin.listEvents({ query });
  expect(items).toEqual([expect.objectContaining({ actorId: primary.userId })]);
});

test('the newest of two links works, whoever asked for the first', async () => {
  const { email, userId } = await joined('editor');
  await service.client().forgotPassword({ body: { email } });
  const first = await service.tokenFor(email);
  service.clock.advance({ minutes: 1 });
  await sendLink(primary.client, userId);
  const second = await service.tokenFor(email);
  expect(second).not.toBe(first);
  const { purpose } = await service.client().checkLink({ body: { token: second } });
  expect(purpose).toBe('password_reset');
});

test('no link is sent to strangers, to higher roles, or to accounts that are not in use', async () => {
  const body = { name: `Vantaa ${randomUUID()}`, language: 'fi' } as const;
  const other = await admin.createOrganization({ body });
  const stranger = await joined('editor', other.organizationId);
  const above = await joined('admin');
  const open = await invited();
  const gone = await joined('editor');
  const { etag } = await admin.readUser({ params: gone });
  await admin.deactivateUser({ params: gone, body: {}, ifMatch: etag });
  const { client } = primary;
  await expect(sendLink(client, stranger.userId)).rejects.toEqual(refused('not_found'));
  await expect(sendLink(client, above.userId)).rejects.toEqual(refused('role_above_own'));
  await expect(sendLink(client, open.userId)).rejects.toEqual(refused('not_active'));
  await expect(sendLink(client, gone.userId)).rejects.toEqual(refused('not_active'));
  const editor = await joined('editor');
  await expect(sendLink(editor.client, open.userId)).rejects.toEqual(refused('not_allowed'));
});

test('after a few e-mails to a person, the next waits until tomorrow, whichever kind it is', async () => {
  const { email, userId } = await joined('editor');
  await service.drainMail();
  const before = sent(email).length;
  for (let times = 0; times < limit.managerMailsToPersonDay; times++) await sendLink(admin, userId);
  const error = await sendLink(primary.client, userId).catch((caught: unknown) => caught);
  expect(error).toMatchObject({
    code: 'daily_limit_reached',
    retryAfterSeconds: expect.any(Number),
  });
  await service.drainMail();
  // Links replaced before their e-mail was written are not sent.
  expect(sent(email).length - before).toBeLessThanOrEqual(limit.managerMailsToPersonDay);
});

test('a reminder of an invitation has a new link that expires when the first one would have', async () => {
  const { userId, email, expiresAt } = await invited();
  const first = await service.tokenFor(email);
  service.clock.advance({ hours: 5 });
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  await remind(admin, userId);
  const second = await service.tokenFor(email);
  expect(second).not.toBe(first);
  expect((await admin.readInvitation({ params: { userId } })).expiresAt).toBe(expiresAt);
  await expect(service.client().checkLink({ body: { token: first } })).rejects.toEqual(
    refused('link_invalid'),
  );
  expect((await service.client().checkLink({ body: { token: second } })).purpose).toBe(
    'invitation',
  );
});

/** @param days until the account lapses, about */
async function lapsing(days: number, more: object = {}) {
  const at = service.clock.iso;
  const day = new Date(Date.parse(at) - (184 - days) * 86_400_000).toISOString();
  const dates = { organizationId, activatedAt: day, lastActivityAt: day };
  return settle(service.deps, at, { ...dates, ...more });
}

test('a reminder of an account that lapses soon keeps it by its link, and moves no date', async () => {
  const { userId, email } = await lapsing(20);
  const before = await admin.readUser({ params: { userId } });
  await remind(admin, userId);
  expect(await admin.readUser({ params: { userId } })).toEqual(before);
  const token = await service.tokenFor(email);
  const { deactivateAt } = await service.client().keepAlive({ body: { token } });
  expect(deactivateAt > (before.deactivateAt ?? '')).toBe(true);
});

test('nobody is reminded of an account that stays, or that returning would not keep', async () => {
  const stays = await joined('editor');
  const leaves = await lapsing(20, { employmentEndsOn: service.clock.iso.slice(0, 10) });
  const far = await lapsing(90);
  for (const { userId } of [stays, leaves, far])
    await expect(remind(admin, userId)).rejects.toEqual(refused('nothing_to_remind'));
});

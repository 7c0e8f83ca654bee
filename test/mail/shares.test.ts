/** Promise: invitations flood nobody, and never take the quota that resets and warnings need. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, ProblemError } from '../../src/client/client.ts';
import { startMailbox } from '../../src/local/mailbox.ts';
import { limit } from '../../src/policy/limits.ts';
import {
  firstAdministrator,
  goodPassword,
  makeClock,
  type Service,
  startService,
} from '../support/harness.ts';
import { freshAccount } from '../support/storage.ts';

const mailsPerHour = 20;
const share = (mailsPerHour * limit.otherMailsQuotaPercent) / 100;

let service: Service;
let admin: Client;
let organizationId: string;

beforeAll(async () => {
  const { connectionString } = await freshAccount();
  const clock = makeClock();
  const mailbox = await startMailbox({ quota: { perHour: mailsPerHour }, clock: clock.now });
  const shared = { connectionString, mailbox, clock, logs: [] };
  service = await startService(shared, { MAIL_PER_HOUR: String(mailsPerHour) });
  admin = await service.signedInAdministrator();
  ({ organizationId } = await admin.me());
});
afterAll(async () => {
  await service.stop();
  await service.mailbox.stop();
});

const invitee = (email = `${randomUUID()}@outside.example`) => ({
  email,
  organizationId,
  firstName: 'Eeva',
  lastName: 'Ehdokas',
  role: 'expert' as const,
});

const codeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.code : 'broken'),
  );

const resend = (userId: string) => codeOf(admin.resendInvitation({ params: { userId }, body: {} }));

const mailsTo = async (email: string) => {
  await service.drainMail();
  return service.mailbox.messages(email).length;
};

async function nextDay() {
  service.clock.advance({ days: 1 });
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
}

test('S8: an invitation is sent again a few times a day, also of twenty requests at once', async () => {
  const { userId, email } = await admin.createInvitation({ body: invitee() });
  const answers = await Promise.all(Array.from({ length: 20 }, () => resend(userId)));
  expect(answers.filter((code) => code === 'done').length).toBeLessThanOrEqual(
    limit.resendsPerInvitationDay,
  );
  for (let tries = 0; tries < 6; tries++) await resend(userId);
  expect(await resend(userId)).toBe('daily_limit_reached');
  expect(await mailsTo(email)).toBeLessThanOrEqual(1 + limit.resendsPerInvitationDay);
  await nextDay();
  expect(await resend(userId)).toBe('done');
});

test('S8: revoking and inviting anew sends no more to an address than its limit', async () => {
  await nextDay();
  const body = invitee();
  for (let times = 0; times < limit.invitationMailsPerAddressDay + 4; times++) {
    const { userId } = await admin.createInvitation({ body });
    await service.drainMail();
    await admin.revokeInvitation({ params: { userId } });
    service.clock.advance({ minutes: 10 });
  }
  expect(await mailsTo(body.email)).toBe(limit.invitationMailsPerAddressDay);
});

test('S8: four series of invitations leave resets their part of the hour', async () => {
  const person = `${randomUUID()}@espoo.fi`;
  await nextDay();
  await service.join(admin, person, organizationId, 'editor');
  service.clock.advance({ hours: 1 });
  const invited = await Promise.all(
    Array.from({ length: 30 }, () => admin.createInvitation({ body: invitee() })),
  );
  await service.drainMail();
  const sent = invited.flatMap(({ email }) => service.mailbox.messages(email));
  expect(sent.length).toBe(share);
  await service.client().forgotPassword({ body: { email: person } });
  const token = await service.tokenFor(person);
  expect((await service.client().checkLink({ body: { token } })).purpose).toBe('password_reset');
  expect(service.logs.filter((line) => line.includes('mail_deferred')).length).toBeGreaterThan(0);
});

test('S8: changes of address send no flood to a mailbox of others', async () => {
  await nextDay();
  const email = `${randomUUID()}@outside.example`;
  const body = { email, currentPassword: goodPassword };
  for (let times = 0; times < limit.addressChangesPerPersonDay; times++)
    await admin.requestAddressChange({ body });
  expect(await codeOf(admin.requestAddressChange({ body }))).toBe('daily_limit_reached');
});

test('S8: offers and proposals, of which others are told by e-mail, are limited a day', async () => {
  await nextDay();
  const { organizationId: other } = await admin.createOrganization({
    body: { name: 'Vantaa', language: 'fi' },
  });
  const { userId } = await service.join(
    admin,
    `${randomUUID()}@espoo.fi`,
    organizationId,
    'editor',
  );
  const params = { userId };
  for (let times = 0; times < limit.offersPerPersonDay; times++) {
    const { etag } = await admin.readUser({ params });
    const offered = await admin.offerUser({
      params,
      body: { organizationId: other },
      ifMatch: etag,
    });
    await admin.withdrawOffer({ params, ifMatch: offered.etag });
  }
  const { etag } = await admin.readUser({ params });
  const again = admin.offerUser({ params, body: { organizationId: other }, ifMatch: etag });
  expect(await codeOf(again)).toBe('daily_limit_reached');
});

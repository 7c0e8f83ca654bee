/** Promise: on every path, the certificate of an erasure names the rule that caused it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';

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

beforeEach(() => renew());

async function renew(): Promise<void> {
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
}

async function joined() {
  const email = `${randomUUID()}@espoo.fi`;
  return { email, ...(await service.join(admin, email, organizationId, 'expert')) };
}

const invite = (email = `${randomUUID()}@espoo.fi`) =>
  admin.createInvitation({
    body: { email, firstName: 'Uusi', lastName: 'Ihminen', organizationId, role: 'expert' },
  });

const act = async (userId: string) => ({
  params: { userId },
  ifMatch: (await admin.readUser({ params: { userId } })).etag,
});

const eraseAtOnce = async (userId: string) =>
  admin.eraseUser({ ...(await act(userId)), body: { confirm: 'erase' } });

/** Runs the timers and e-mails of these days; the administrator stays active. */
async function pass(days: number): Promise<void> {
  for (let day = 0; day < days; day += 5) {
    service.clock.advance({ days: 5 });
    await service.runTimer('repair');
    await service.runTimer('lifecycle');
    await service.drainMail();
    await renew();
  }
}

const paths: Record<string, () => Promise<string>> = {
  async inactivity() {
    const { userId } = await joined();
    await pass(240);
    return userId;
  },
  async employment_ended() {
    const { userId } = await joined();
    const body = { employmentEndsOn: service.clock.iso.slice(0, 10) };
    await admin.changeUser({ ...(await act(userId)), body });
    await pass(40);
    return userId;
  },
  async administration() {
    const { userId } = await joined();
    await admin.deactivateUser({ ...(await act(userId)), body: {} });
    await pass(40);
    return userId;
  },
  async closed_by_user() {
    const { userId, client } = await joined();
    await client.closeMe({ body: { currentPassword: goodPassword } });
    await pass(40);
    return userId;
  },
  async invitation_unused() {
    const { userId } = await invite();
    await pass(40);
    return userId;
  },
  async invitation_revoked() {
    const { userId } = await invite();
    await admin.revokeInvitation({ params: { userId } });
    return userId;
  },
  async data_request() {
    const { userId, client } = await joined();
    const { requestId } = await client.fileDataRequest({ body: { kind: 'erase' } });
    const params = { userId, requestId };
    await admin.answerDataRequest({ params, body: { outcome: 'done', answer: 'Done.' } });
    await eraseAtOnce(userId);
    return userId;
  },
  async erased() {
    const { userId } = await joined();
    await eraseAtOnce(userId);
    return userId;
  },
};

test.each(Object.entries(paths))(
  'a certificate names the rule: %s',
  async (rule, path) => {
    const userId = await path();
    const certificate = await admin.readErasure({ params: { userId } });
    const by = ['invitation_revoked', 'data_request', 'erased'].includes(rule)
      ? 'somebody_else'
      : 'service';
    expect(certificate).toMatchObject({ userId, rule, by });
  },
  240_000,
);

test('after a restoration and a second erasure, the certificate names the last rule', async () => {
  const { userId, client } = await joined();
  await admin.deactivateUser({ ...(await act(userId)), body: {} });
  await admin.restoreUser({ ...(await act(userId)), body: {} });
  const account = await loadAccount(service.deps.store, userId);
  const body = { email: account?.person?.email ?? '', password: goodPassword };
  await client.signIn({ body });
  await client.closeMe({ body: { currentPassword: goodPassword } });
  await pass(40);
  expect(await admin.readErasure({ params: { userId } })).toMatchObject({ rule: 'closed_by_user' });
});

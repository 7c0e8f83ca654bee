/** Promise: known bugs of other account systems stay out of this one. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { goodPassword, type Service, startService } from '../support/harness.ts';
import { refused } from '../support/refused.ts';

let service: Service;
let admin: Client;
let organizationId: string;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  ({ organizationId } = await admin.createOrganization({
    body: { name: 'Espoon kaupunki', language: 'fi' },
  }));
});
afterAll(() => service.stop());

const invite = (email: string) =>
  admin.createInvitation({
    body: {
      email,
      organizationId,
      role: 'editor',
      firstName: 'Anna',
      lastName: 'Virtanen',
      language: 'fi',
    },
  });

const etag = async (userId: string) => (await admin.readUser({ params: { userId } })).etag;

test('X06: capital letters and surrounding spaces in an address make no difference', async () => {
  await invite('Anna.Virtanen@KUNTA.example');
  await service.activate(await service.tokenFor('anna.virtanen@kunta.example'));
  for (const email of ['anna.virtanen@kunta.example', '  ANNA.VIRTANEN@KUNTA.EXAMPLE '])
    await service.client().signIn({ body: { email, password: goodPassword } });
  await expect(invite('anna.VIRTANEN@kunta.example')).rejects.toEqual(refused('address_taken'));
});

test('X07: a revoked or erased person can be invited again, as a new person', async () => {
  const address = 'again@kunta.example';
  const revoked = await invite(address);
  await admin.revokeInvitation({ params: { userId: revoked.userId } });
  const erased = await invite(address);
  expect(erased.userId).not.toBe(revoked.userId);
  await service.activate(await service.tokenFor(address));
  const params = { userId: erased.userId };
  await admin.deactivateUser({ params, body: {}, ifMatch: await etag(erased.userId) });
  await expect(invite(address)).rejects.toEqual(refused('address_taken'));
  const ifMatch = await etag(erased.userId);
  await admin.eraseUser({ params, body: { confirm: 'erase' }, ifMatch });
  expect((await invite(address)).userId).not.toBe(erased.userId);
});

test('X08: a deactivated person who asks for a reset gets no e-mail and the same response', async () => {
  const email = 'left@kunta.example';
  const { userId } = await service.join(admin, email, organizationId, 'editor');
  await admin.deactivateUser({ params: { userId }, body: {}, ifMatch: await etag(userId) });
  await service.drainMail();
  const before = service.mailbox.messages(email).length;
  const ask = (address: string) =>
    service.send('https://accounts.test/api/password/forgot', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: address }),
    });
  const [known, unknown] = [await ask(email), await ask('nobody@kunta.example')];
  await service.drainMail();
  expect(service.mailbox.messages(email)).toHaveLength(before);
  expect([known.status, await known.text()]).toEqual([unknown.status, await unknown.text()]);
});

test('X09: dates do not depend on the time zone of the machine', () => {
  const program = `
    import { dayOf, endOfDay } from './src/policy/lifecycle.ts';
    const days = ['2026-01-31', '2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25', '2028-02-29'];
    const instants = ['2026-03-28T22:30:00Z', '2026-10-25T00:30:00Z', '2027-12-31T22:00:00Z'];
    console.log(JSON.stringify([days.map((day) => endOfDay(day)), instants.map((at) => dayOf(at))]));`;
  const inZone = (TZ: string) =>
    execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      encoding: 'utf8',
      env: { ...process.env, TZ },
    });
  const [first, ...others] = ['Europe/Helsinki', 'America/New_York', 'Pacific/Kiritimati'].map(
    inZone,
  );
  expect(first).toContain('2026-03-29T21:00:00');
  for (const other of others) expect(other).toBe(first);
});

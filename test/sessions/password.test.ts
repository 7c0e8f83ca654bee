/** Promise: a password is verified whole and as typed, in whatever form a keyboard sends its letters. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';
import { refused } from '../support/refused.ts';

const password = `Ändå många år sedan ${'väl vandrade ett stort sällskap hemåt '.repeat(2)}!`;

let service: Service;
let admin: Client;
beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  await admin.changePassword({ body: { currentPassword: goodPassword, newPassword: password } });
});
afterAll(() => service.stop());

const signIn = (typed: string) =>
  service.client().signIn({ body: { email: firstAdministrator, password: typed } });

test('neither its end beyond 72 bytes nor the case of a letter is ignored', async () => {
  expect(Buffer.byteLength(password)).toBeGreaterThan(72);
  for (const other of [`${password.slice(0, -1)}?`, password.toLowerCase(), ` ${password}`])
    await expect(signIn(other)).rejects.toEqual(refused('sign_in_failed'));
  await signIn(password);
});

test('letters that a keyboard composes of two characters are the same (NFKC, NIST SP 800-63B-4)', async () => {
  expect(password.normalize('NFD')).not.toBe(password);
  await signIn(password.normalize('NFD'));
});

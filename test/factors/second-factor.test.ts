/** Promise: each second-factor proof (app, recovery code, passkey) works once, for its owner. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createClient, ProblemError } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { addApp, addPasskey, codeOf } from '../support/factors.ts';
import {
  firstAdministrator,
  goodPassword,
  publicUrl,
  type Service,
  startService,
} from '../support/harness.ts';
import { passkeyDevice } from '../support/passkey-device.ts';
import { refused } from '../support/refused.ts';

let service: Service;
let admin: Client;
let organizationId: string;
const currentPassword = goodPassword;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const { organizationId: own } = await admin.me();
  organizationId = own;
});
afterAll(() => service.stop());

const address = () => `${randomUUID()}@espoo.fi`;

async function newPerson(role: 'editor' | 'admin' = 'editor') {
  const email = address();
  return { email, ...(await service.join(admin, email, organizationId, role)) };
}

/** Every code is accepted once, so the next one needs another half minute. */
const nextCode = (secret: string) => {
  service.clock.advance({ seconds: limit.totpStepSeconds });
  return codeOf(service, secret);
};

/** @returns the response to the correct password */
async function askedFor(email: string, password = goodPassword) {
  const person = service.client();
  const error: unknown = await person.signIn({ body: { email, password } }).catch((e) => e);
  if (!(error instanceof ProblemError) || !error.secondFactor) throw error;
  return { person, ...error.secondFactor };
}

describe('an authenticator app', () => {
  test('is required after the password, and each code is accepted once', async () => {
    const { email, client } = await newPerson();
    const { secret } = await addApp(service, client);
    expect((await client.me()).secondFactor).toBe(true);
    const first = await askedFor(email);
    expect(first.methods).toEqual(['totp', 'recovery_code']);
    expect(first.person.tokens.access).toBeUndefined();
    const used = codeOf(service, secret);
    await expect(
      first.person.completeSignIn({ body: { ticket: first.ticket, code: used } }),
    ).rejects.toEqual(refused('wrong_code'));
    const code = nextCode(secret);
    await first.person.completeSignIn({ body: { ticket: first.ticket, code } });
    expect((await first.person.me()).email).toBe(email);
    const again = await askedFor(email);
    await expect(
      again.person.completeSignIn({ body: { ticket: again.ticket, code } }),
    ).rejects.toEqual(refused('wrong_code'));
  });

  test('when five use the same code at the same moment, one gets in', async () => {
    const { email, client } = await newPerson();
    const { secret } = await addApp(service, client);
    const waiting = await Promise.all(Array.from({ length: 5 }, () => askedFor(email)));
    const code = nextCode(secret);
    const outcomes = await Promise.allSettled(
      waiting.map(({ person, ticket }) => person.completeSignIn({ body: { ticket, code } })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('too many wrong codes block the app for the day; recovery codes and passkeys still work', async () => {
    const { email, client } = await newPerson();
    const { secret, recoveryCodes } = await addApp(service, client);
    const device = await addPasskey(client);
    const { person, ticket, passkey = {} } = await askedFor(email);
    const wrong = codeOf(service, secret) === '000000' ? '111111' : '000000';
    const guesses = Array.from({ length: 50 }, () =>
      person.completeSignIn({ body: { ticket, code: wrong } }).catch((error) => error.code),
    );
    const outcomes = await Promise.all(guesses);
    const counted = outcomes.filter((code) => code === 'wrong_code').length;
    expect(counted).toBeLessThanOrEqual(limit.wrongCodesPerDay);
    for (let n = counted; n < limit.wrongCodesPerDay; n++)
      await person.completeSignIn({ body: { ticket, code: wrong } }).catch(() => undefined);
    await expect(
      person.completeSignIn({ body: { ticket, code: nextCode(secret) } }),
    ).rejects.toEqual(refused('too_many_attempts'));
    const [recoveryCode = ''] = recoveryCodes;
    await person.completeSignIn({ body: { ticket, recoveryCode } });
    const later = await askedFor(email);
    await later.person.completeSignIn({
      body: { ticket: later.ticket, passkey: device.get(later.passkey ?? passkey) },
    });
    service.clock.advance({ days: 1 });
    await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
    const nextDay = await askedFor(email);
    await nextDay.person.completeSignIn({
      body: { ticket: nextDay.ticket, code: codeOf(service, secret) },
    });
  });

  test('is added once, even if confirmed twice, and only by its owner', async () => {
    const { client } = await newPerson();
    const { ticket, secret } = await client.beginTotp({ body: { currentPassword } });
    const body = { ticket, code: codeOf(service, secret), name: 'Phone' };
    const added = await client.addTotp({ body });
    expect(await client.addTotp({ body })).toEqual(added);
    expect((await client.listFactors()).items).toHaveLength(1);
    const { client: other } = await newPerson();
    await expect(other.addTotp({ body })).rejects.toEqual(refused('ticket_invalid'));
    await expect(
      client.beginTotp({ body: { currentPassword: 'seven grey herons wade' } }),
    ).rejects.toEqual(refused('wrong_password'));
  });

  test('ends other sessions and notifies the person by e-mail, as does its removal', async () => {
    const { email, client } = await newPerson();
    const elsewhere = service.client();
    await elsewhere.signIn({ body: { email, password: goodPassword } });
    const { factorId } = await addApp(service, client);
    await expect(elsewhere.me()).rejects.toEqual(refused('not_signed_in'));
    await client.removeFactor({ params: { factorId }, body: { currentPassword } });
    expect(await client.listFactors()).toEqual({ items: [], recoveryCodesLeft: 0 });
    await service.client().signIn({ body: { email, password: goodPassword } });
    await service.drainMail();
    const texts = (await service.mailbox.messages(email)).map(({ text }) => text ?? '');
    expect(texts.filter((text) => text.includes('was added to your user account'))).toHaveLength(1);
    expect(texts.filter((text) => text.includes('was removed from your'))).toHaveLength(1);
  });
});

describe('recovery codes', () => {
  test('work once each, however they are typed, and renewing them invalidates the former ones', async () => {
    const { email, client } = await newPerson();
    const { recoveryCodes } = await addApp(service, client);
    expect(new Set(recoveryCodes).size).toBe(limit.recoveryCodes);
    const [first = '', second = ''] = recoveryCodes;
    const { person, ticket } = await askedFor(email);
    await person.completeSignIn({
      body: { ticket, recoveryCode: first.toLowerCase().replaceAll('-', ' ') },
    });
    const again = await askedFor(email);
    const reuse = again.person.completeSignIn({
      body: { ticket: again.ticket, recoveryCode: first },
    });
    await expect(reuse).rejects.toEqual(refused('wrong_code'));
    expect((await person.listFactors()).recoveryCodesLeft).toBe(limit.recoveryCodes - 1);
    const { recoveryCodes: renewed } = await person.renewRecoveryCodes({
      body: { currentPassword },
    });
    const anew = await askedFor(email);
    const former = anew.person.completeSignIn({
      body: { ticket: anew.ticket, recoveryCode: second },
    });
    await expect(former).rejects.toEqual(refused('wrong_code'));
    await anew.person.completeSignIn({
      body: { ticket: anew.ticket, recoveryCode: renewed[0] ?? '' },
    });
    await service.drainMail();
    const texts = (await service.mailbox.messages(email)).map(({ text }) => text ?? '');
    expect(texts.filter((text) => text.includes('with a recovery code'))).toHaveLength(2);
  });
});

describe('a passkey', () => {
  test('completes a sign-in, or replaces address and password', async () => {
    const { email, client } = await newPerson();
    const device = await addPasskey(client);
    const { person, ticket, passkey = {}, methods } = await askedFor(email);
    expect(methods).toEqual(['passkey', 'recovery_code']);
    await person.completeSignIn({ body: { ticket, passkey: device.get(passkey) } });
    const alone = service.client();
    service.clock.advance({ seconds: 1 });
    const begun = await alone.beginPasskeySignIn({ body: {} });
    await alone.signInWithPasskey({
      body: { ticket: begun.ticket, passkey: device.get(begun.passkey) },
    });
    expect((await alone.me()).email).toBe(email);
  });

  test('works once: the same response again, for another ticket or from another device is refused', async () => {
    const { client } = await newPerson();
    const device = await addPasskey(client);
    const alone = service.client();
    const begun = await alone.beginPasskeySignIn({ body: {} });
    const body = { ticket: begun.ticket, passkey: device.get(begun.passkey) };
    await alone.signInWithPasskey({ body });
    const failed = refused('sign_in_failed');
    await expect(service.client().signInWithPasskey({ body })).rejects.toEqual(failed);
    const other = await alone.beginPasskeySignIn({ body: {} });
    await expect(
      service.client().signInWithPasskey({ body: { ...body, ticket: other.ticket } }),
    ).rejects.toEqual(failed);
    const stranger = await addPasskey((await newPerson()).client);
    const forged = stranger.get(other.passkey);
    forged.response.userHandle = body.passkey.response.userHandle;
    await expect(
      service.client().signInWithPasskey({ body: { ticket: other.ticket, passkey: forged } }),
    ).rejects.toEqual(failed);
  });

  test('made for another site, or without user verification, is refused', async () => {
    const { email, client } = await newPerson();
    for (const device of [passkeyDevice('https://accounts.tset'), passkeyDevice(publicUrl, false)])
      await expect(addPasskey(client, device)).rejects.toEqual(refused('wrong_passkey'));
    const device = await addPasskey(client);
    const { person, ticket, passkey = {} } = await askedFor(email);
    const answer = device.get(passkey);
    answer.response.signature = `${answer.response.signature.slice(0, -6)}AAAAAA`;
    await expect(person.completeSignIn({ body: { ticket, passkey: answer } })).rejects.toEqual(
      refused('wrong_passkey'),
    );
  });
});

describe('tickets', () => {
  test('expire within minutes, with a new password or with the account, and open nothing else', async () => {
    const { email, client, userId } = await newPerson();
    const { secret } = await addApp(service, client);
    const late = await askedFor(email);
    const setUp = await client.beginTotp({ body: { currentPassword } });
    const invalid = refused('ticket_invalid');
    const complete = (ticket: string) =>
      service.client().completeSignIn({ body: { ticket, code: nextCode(secret) } });
    await expect(complete(setUp.ticket)).rejects.toEqual(invalid);
    await expect(complete(`${late.ticket.slice(0, -4)}AAAA`)).rejects.toEqual(invalid);
    await expect(complete('no ticket')).rejects.toEqual(invalid);
    service.clock.advance({ minutes: limit.secondStepMinutes, seconds: 1 });
    await expect(complete(late.ticket)).rejects.toEqual(invalid);
    const before = await askedFor(email);
    const newPassword = 'nine purple cranes land';
    await client.changePassword({ body: { currentPassword, newPassword } });
    await expect(complete(before.ticket)).rejects.toEqual(invalid);
    const last = await askedFor(email, newPassword);
    const { etag } = await admin.readUser({ params: { userId } });
    await admin.deactivateUser({ params: { userId }, body: {}, ifMatch: etag });
    await expect(complete(last.ticket)).rejects.toEqual(invalid);
  });
});

describe('an administrator', () => {
  test('removes lost factors: an event, an e-mail, and no session remains', async () => {
    const { email, client, userId } = await newPerson();
    await addApp(service, client);
    const params = { userId };
    const { etag } = await admin.readUser({ params });
    const after = await admin.resetFactors({ params, body: { currentPassword }, ifMatch: etag });
    expect(after.secondFactor).toBe(false);
    await expect(client.me()).rejects.toEqual(refused('not_signed_in'));
    await service.client().signIn({ body: { email, password: goodPassword } });
    const { items } = await admin.listEvents({ query: { subjectId: userId } });
    expect(items.map(({ kind }) => kind)).toContain('second_factor_reset');
    await service.drainMail();
    const subjects = service.mailbox.messages(email).map(({ subject }) => subject);
    expect(subjects).toContain('Two-step verification was removed from your account');
    await expect(
      admin.resetFactors({ params, body: { currentPassword }, ifMatch: after.etag }),
    ).rejects.toEqual(refused('no_second_factor'));
    const own = await admin.me();
    await expect(
      admin.resetFactors({
        params: { userId: own.userId },
        body: { currentPassword },
        ifMatch: own.etag,
      }),
    ).rejects.toEqual(refused('own_account'));
  });

  test('can do nothing before setting up a second factor, if the setting requires it', async () => {
    const strict = await startService(service, { SECOND_FACTOR_REQUIRED_FOR: 'administrators' });
    const { email, client } = await newPerson('admin');
    const person = createClient(publicUrl, strict.send);
    const signedIn = await person.signIn({ body: { email, password: goodPassword } });
    expect(signedIn.secondFactorNeeded).toBe(true);
    const needed = refused('second_factor_enrollment_required');
    await expect(person.listOrganizations()).rejects.toEqual(needed);
    await expect(
      person.changePassword({
        body: { currentPassword, newPassword: 'nine purple cranes land' },
      }),
    ).rejects.toEqual(needed);
    await addApp(service, person);
    expect((await person.listOrganizations()).items.length).toBeGreaterThan(0);
    // An editor does not need one.
    const editor = await newPerson();
    const other = createClient(publicUrl, strict.send);
    const plain = await other.signIn({ body: { email: editor.email, password: goodPassword } });
    expect(plain.secondFactorNeeded).toBeUndefined();
    await other.listSessions();
    await expect(client.me()).rejects.toEqual(refused('not_signed_in'));
    await strict.stop();
  });
});

test('a password reset does not bypass the second factor', async () => {
  const { email, client } = await newPerson();
  await addApp(service, client);
  await service.client().forgotPassword({ body: { email } });
  const token = await service.tokenFor(email);
  const password = 'nine purple cranes land';
  await service.client().resetPassword({ body: { token, password } });
  const { methods } = await askedFor(email, password);
  expect(methods).toContain('totp');
});

test('storage holds no code and no app secret in plain text', async () => {
  const { client, userId } = await newPerson();
  const { secret, recoveryCodes } = await addApp(service, client);
  const table = await service.deps.store.table('accounts');
  const rows: unknown[] = [];
  for await (const row of table.listEntities({
    queryOptions: { filter: `PartitionKey eq '${userId}'` },
  }))
    rows.push(row);
  const dump = JSON.stringify(rows).toLowerCase();
  for (const text of [secret, ...recoveryCodes, ...recoveryCodes.map((c) => c.replaceAll('-', ''))])
    expect(dump).not.toContain(text.toLowerCase());
});

/**
 * Promise: whoever proves anew that an account is theirs ends all that others may have begun with
 * it: links, pending changes, second steps, enrollments, and what only a newer release can read.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type OwnershipProof, ownershipProofs } from '../../src/accounts/ownership.ts';
import { type Client, ProblemError } from '../../src/client/client.ts';
import { readAll, rowsUnder, write } from '../../src/store/tables.ts';
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

const newPassword = 'eight grey herons sleep';
const strange = ['account.session.2:device', 'account.link.magic.0123456789abcdef'];

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

/** A person with an app and a passkey, and everything that a thief with the password can begin. */
async function begun() {
  const email = `${randomUUID()}@espoo.fi`;
  const { userId, client: owner } = await service.join(admin, email, organizationId, 'editor');
  const app = await addApp(service, owner);
  await addPasskey(owner);
  const { items } = await owner.listFactors();
  const codes = [...app.recoveryCodes];
  const askedForMore = async (password: string) => {
    const client = service.client();
    const error: unknown = await client.signIn({ body: { email, password } }).catch((e) => e);
    if (!(error instanceof ProblemError) || !error.secondFactor) throw error;
    return { client, ticket: error.secondFactor.ticket };
  };
  const signedIn = async (password = goodPassword) => {
    const { client, ticket } = await askedForMore(password);
    const recoveryCode = codes.pop() ?? '';
    await client.completeSignIn({ body: { ticket, recoveryCode } });
    return client;
  };
  const thief = await signedIn();
  const elsewhere = `${randomUUID()}@thief.example`;
  const own = { currentPassword: goodPassword };
  await thief.requestAddressChange({ body: { email: elsewhere, ...own } });
  const addressToken = await service.tokenFor(elsewhere);
  await service.client().forgotPassword({ body: { email } });
  const resetToken = await service.tokenFor(email);
  const { ticket: step } = await askedForMore(goodPassword);
  const { ticket: appTicket, secret } = await thief.beginTotp({ body: own });
  const { ticket: passkeyTicket, passkey } = await thief.beginPasskey({ body: own });
  const table = await service.deps.store.table('accounts');
  for (const rowKey of strange)
    await write(table, [
      { do: 'insert', key: { partitionKey: userId, rowKey }, row: { boundTo: 'a device' } },
    ]);
  const refreshToken = thief.tokens.refresh;
  return {
    ...{ email, userId, owner, items, codes, signedIn, elsewhere },
    ...{ addressToken, resetToken, step, appTicket, secret, passkeyTicket, passkey, refreshToken },
  };
}

type Begun = Awaited<ReturnType<typeof begun>>;

const etagOf = async (userId: string) => (await admin.readUser({ params: { userId } })).etag;

/** Each proof as its person gives it. @returns the password from then on */
const prove: Record<OwnershipProof, (known: Begun) => Promise<string | undefined>> = {
  async password_reset({ resetToken }) {
    const body = { token: resetToken, password: newPassword };
    await service.client().resetPassword({ body });
    return newPassword;
  },
  async password_changed({ owner }) {
    const body = { currentPassword: goodPassword, newPassword };
    await owner.changePassword({ body });
    return newPassword;
  },
  async sessions_ended({ owner }) {
    await owner.endSessions({ body: { currentPassword: goodPassword } });
    return undefined;
  },
  async second_factor_added({ owner }) {
    await addPasskey(owner, passkeyDevice(publicUrl), 'Another');
    return undefined;
  },
  async second_factor_removed({ owner, items }) {
    const { factorId = '' } = items.find(({ kind }) => kind === 'passkey') ?? {};
    const body = { currentPassword: goodPassword };
    await owner.removeFactor({ params: { factorId }, body });
    return undefined;
  },
  async recovery_codes_renewed({ owner, codes }) {
    const body = { currentPassword: goodPassword };
    const { recoveryCodes } = await owner.renewRecoveryCodes({ body });
    codes.splice(0, codes.length, ...recoveryCodes);
    return undefined;
  },
  async second_factor_reset({ userId }) {
    const ifMatch = await etagOf(userId);
    const body = { currentPassword: goodPassword };
    await admin.resetFactors({ params: { userId }, body, ifMatch });
    return undefined;
  },
  async restored({ userId }) {
    const params = { userId };
    await admin.deactivateUser({ params, body: {}, ifMatch: await etagOf(userId) });
    await admin.restoreUser({ params, body: {}, ifMatch: await etagOf(userId) });
    return undefined;
  },
  async address_changed({ addressToken }) {
    await service.client().confirmAddressChange({ body: { token: addressToken } });
    return undefined;
  },
};

/** @returns what became of it: its error code, or `works` */
const tried = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'works',
    (error: unknown) => (error instanceof ProblemError ? error.code : Promise.reject(error)),
  );

async function whatIsLeft(known: Begun, proof: OwnershipProof, password: string) {
  const { owner, email, elsewhere, codes, secret } = known;
  const anonymous = service.client();
  const step = { ticket: known.step, recoveryCode: codes.pop() ?? 'none'.repeat(4) };
  const left: Record<string, string> = {
    'second step': await tried(anonymous.completeSignIn({ body: step })),
    session: await tried(anonymous.refresh({ body: { refreshToken: known.refreshToken } })),
    'address link': await tried(
      anonymous.confirmAddressChange({ body: { token: known.addressToken } }),
    ),
    'reset link': await tried(
      anonymous.resetPassword({ body: { token: known.resetToken, password: newPassword } }),
    ),
  };
  const own =
    proof === 'second_factor_reset'
      ? await signIn(email, password)
      : (await tried(owner.me())) === 'works'
        ? owner
        : await known.signedIn(password);
  const code = codeOf(service, secret);
  const app = { ticket: known.appTicket, code, name: 'Thief' };
  left['app'] = await tried(own.addTotp({ body: app }));
  const passkey = passkeyDevice(publicUrl).create(known.passkey);
  const laptop = { ticket: known.passkeyTicket, passkey, name: 'Thief' };
  left['passkey'] = await tried(own.addPasskey({ body: laptop }));
  const { pendingChanges, email: address } = await own.me();
  expect(pendingChanges).toEqual([]);
  expect(address).toBe(proof === 'address_changed' ? elsewhere : email);
  return left;
}

async function signIn(email: string, password: string): Promise<Client> {
  const client = service.client();
  await client.signIn({ body: { email, password } });
  return client;
}

async function unreadableRows(userId: string): Promise<string[]> {
  const table = await service.deps.store.table('accounts');
  const found: string[] = [];
  for await (const { rowKey } of readAll(table, z.looseObject({}), rowsUnder(userId, 'account')))
    if (strange.includes(rowKey)) found.push(rowKey);
  return found;
}

test.each(Object.keys(ownershipProofs) as OwnershipProof[])(
  'S1: after %s, nothing that a thief has begun can be completed',
  async (proof) => {
    const known = await begun();
    expect(await unreadableRows(known.userId)).toHaveLength(strange.length);
    const password = (await prove[proof](known)) ?? goodPassword;
    expect(await whatIsLeft(known, proof, password)).toEqual({
      'second step': 'ticket_invalid',
      session: ownershipProofs[proof].sessions === 'none' ? 'works' : 'not_signed_in',
      'address link': 'link_invalid',
      'reset link': 'link_invalid',
      app: 'ticket_invalid',
      passkey: 'ticket_invalid',
    });
    expect(await unreadableRows(known.userId)).toEqual([]);
  },
);

test('S1: a reset that was asked for before a proof sends no link after it', async () => {
  const email = 'waits@espoo.fi';
  const { client } = await service.join(admin, email, organizationId, 'editor');
  await service.client().forgotPassword({ body: { email } });
  service.clock.advance({ seconds: 5 });
  await client.changePassword({ body: { currentPassword: goodPassword, newPassword } });
  const before = service.mailbox.messages(email).filter(({ text }) => text?.includes('/reset#'));
  await service.drainMail();
  const after = service.mailbox.messages(email).filter(({ text }) => text?.includes('/reset#'));
  expect(after).toEqual(before);
  service.clock.advance({ seconds: 5 });
  await service.client().forgotPassword({ body: { email } });
  expect(await service.tokenFor(email)).toBeTruthy();
});

test('S1: of a link and a new password at the same moment one takes effect, and no link is left', async () => {
  let email = 'races@espoo.fi';
  let password = goodPassword;
  const { client: owner } = await service.join(admin, email, organizationId, 'editor');
  const won = { link: 0, password: 0 };
  for (let round = 0; round < 8; round++) {
    service.clock.advance({ hours: 5 });
    await owner.signIn({ body: { email, password } });
    const next = `races.${round}@espoo.fi`;
    await owner.requestAddressChange({ body: { email: next, currentPassword: password } });
    const token = await service.tokenFor(next);
    await service.client().forgotPassword({ body: { email } });
    const reset = { token: await service.tokenFor(email), password: `${newPassword} ${round}` };
    const link = () => service.client().confirmAddressChange({ body: { token } });
    const renew = () => service.client().resetPassword({ body: reset });
    // The password is hashed first: the link gets a head start that differs from round to round.
    const wait = new Promise((resolve) => setTimeout(resolve, round * 6));
    const [opened, renewed] = await Promise.all([tried(wait.then(link)), tried(renew())]);
    expect([opened, renewed].sort()).toEqual(['link_invalid', 'works']);
    if (opened === 'works') email = next;
    else password = reset.password;
    won[opened === 'works' ? 'link' : 'password']++;
    await owner.signIn({ body: { email, password } });
    expect((await owner.me()).pendingChanges).toEqual([]);
  }
  expect(won.link + won.password).toBe(8);
});

test('S1: a request that the former password allowed leaves nothing pending after a new one', async () => {
  const email = 'late@espoo.fi';
  let password = goodPassword;
  const { client } = await service.join(admin, email, organizationId, 'editor');
  for (let round = 0; round < 6; round++) {
    service.clock.advance({ hours: 5 });
    await client.signIn({ body: { email, password } });
    await service.client().forgotPassword({ body: { email } });
    const reset = { token: await service.tokenFor(email), password: `${newPassword} ${round}` };
    const request = { email: `late.${round}@thief.example`, currentPassword: password };
    const wait = new Promise((resolve) => setTimeout(resolve, round * 4));
    const [asked, renewed] = await Promise.all([
      tried(wait.then(() => client.requestAddressChange({ body: request }))),
      tried(service.client().resetPassword({ body: reset })),
    ]);
    expect(['works', 'wrong_password', 'not_signed_in']).toContain(asked);
    expect(renewed).toBe('works');
    password = reset.password;
    await client.signIn({ body: { email, password } });
    expect((await client.me()).pendingChanges).toEqual([]);
  }
});

test('S1: a pending change is shown to its owner alone, and cancelling it ends its link', async () => {
  const email = 'shown@espoo.fi';
  const { userId, client } = await service.join(admin, email, organizationId, 'editor');
  const requestedAt = service.clock.iso;
  const body = { email: 'next@espoo.fi', currentPassword: goodPassword };
  await client.requestAddressChange({ body });
  const token = await service.tokenFor('next@espoo.fi');
  await service.client().forgotPassword({ body: { email } });
  await service.drainMail();
  const { pendingChanges } = await client.me();
  expect(pendingChanges).toEqual([
    expect.objectContaining({ what: 'address_change', email: 'next@espoo.fi', requestedAt }),
    expect.objectContaining({ what: 'password_reset', requestedAt }),
  ]);
  expect((await client.myData()).pendingChanges).toEqual(pendingChanges);
  expect(JSON.stringify(await admin.readUser({ params: { userId } }))).not.toContain('next@');
  const changeId = pendingChanges[0]?.changeId ?? '';
  await client.cancelPendingChange({ body: { changeId } });
  await expect(client.cancelPendingChange({ body: { changeId } })).rejects.toEqual(
    refused('not_found'),
  );
  await expect(service.client().confirmAddressChange({ body: { token } })).rejects.toEqual(
    refused('link_invalid'),
  );
  expect((await client.me()).pendingChanges.map(({ what }) => what)).toEqual(['password_reset']);
  const { items } = await admin.listEvents({ query: { subjectId: userId } });
  expect(items.find(({ kind }) => kind === 'pending_change_cancelled')).toMatchObject({
    data: { what: 'address_change' },
  });
  service.clock.advance({ hours: 2 });
  await client.signIn({ body: { email, password: goodPassword } });
  expect((await client.me()).pendingChanges).toEqual([]);
});

/**
 * Promise: a code is accepted however it is typed or pasted, while a token, ticket, cursor or
 * passkey has only one valid spelling.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, ProblemError } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { addApp, addPasskey, codeOf } from '../support/factors.ts';
import { goodPassword, publicUrl, type Service, startService } from '../support/harness.ts';
import { passkeyDevice } from '../support/passkey-device.ts';

let service: Service;
let admin: Client;
let organizationId: string;
const currentPassword = goodPassword;
const refused = (code: string) => expect.objectContaining({ code });

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  ({ organizationId } = await admin.me());
});
afterAll(() => service.stop());

async function newPerson() {
  const email = `${randomUUID()}@espoo.fi`;
  return { email, ...(await service.join(admin, email, organizationId, 'editor')) };
}

async function askedFor(email: string) {
  const person = service.client();
  const error: unknown = await person
    .signIn({ body: { email, password: goodPassword } })
    .catch((e) => e);
  if (!(error instanceof ProblemError) || !error.secondFactor) throw error;
  return { person, ...error.secondFactor };
}

const inScript = (zero: string) => (code: string) =>
  code.replaceAll(/\d/g, (digit) =>
    String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(digit)),
  );

describe('an app code', () => {
  const ways: [string, (code: string) => string][] = [
    ['Arabic digits', inScript('٠')],
    ['Persian digits', inScript('۰')],
    ['Devanagari digits', inScript('०')],
    ['fullwidth digits', inScript('０')],
    ['bold digits', inScript('𝟎')],
    ['a hyphen', (code) => `${code.slice(0, 3)}-${code.slice(3)}`],
    ['a no-break space', (code) => `${code.slice(0, 3)}\u00a0${code.slice(3)}`],
    ['direction marks', (code) => `\u202a${code}\u202c\u200e`],
    ['spaces everywhere', (code) => ` ${[...code].join(' ')} \n`],
  ];

  test('R02: is accepted in every script and with any separators', async () => {
    const { email, client } = await newPerson();
    const { secret } = await addApp(service, client);
    for (const [name, typed] of ways) {
      service.clock.advance({ seconds: limit.totpStepSeconds });
      const { person, ticket } = await askedFor(email);
      const code = typed(codeOf(service, secret));
      await person.completeSignIn({ body: { ticket, code } });
      expect((await person.me()).email, name).toBe(email);
    }
  });

  test('R02: is accepted in the same way when an app is added', async () => {
    const { client } = await newPerson();
    const { ticket, secret } = await client.beginTotp({ body: { currentPassword } });
    const code = inScript('٠')(codeOf(service, secret));
    await client.addTotp({ body: { ticket, code, name: 'Phone' } });
    expect((await client.listFactors()).items).toHaveLength(1);
  });

  test.each([
    'ääääää',
    '12345é',
    '12345',
    '1234567',
    '½23456',
    '①23456',
    '一二三四五六',
    '\u0000',
    '😀😀😀',
  ])('R02: %s is wrong (403 wrong_code)', async (code) => {
    const { email, client } = await newPerson();
    const { ticket: setUp } = await client.beginTotp({ body: { currentPassword } });
    await expect(client.addTotp({ body: { ticket: setUp, code, name: 'Phone' } })).rejects.toEqual(
      refused('wrong_code'),
    );
    await addApp(service, client);
    const { person, ticket } = await askedFor(email);
    await expect(person.completeSignIn({ body: { ticket, code } })).rejects.toEqual(
      refused('wrong_code'),
    );
    await expect(person.completeSignIn({ body: { ticket, recoveryCode: code } })).rejects.toEqual(
      refused('wrong_code'),
    );
  });
});

test('R02: a recovery code is accepted with its number, in any width, once', async () => {
  const { email, client } = await newPerson();
  const { recoveryCodes } = await addApp(service, client);
  const ways: ((code: string) => string)[] = [
    (code) => `8. ${code}`,
    (code) => `10) ${code.toLowerCase()}`,
    (code) => `3 ${code.replaceAll('-', ' ')}`,
    (code) => code.replaceAll('-', '–'),
    (code) => code.replaceAll('-', ''),
    (code) =>
      [...code].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join(''),
    (code) => `\u200e${code.replaceAll('0', 'O').replaceAll('1', 'l')}\u00a0`,
  ];
  for (const [at, way] of ways.entries()) {
    const { person, ticket } = await askedFor(email);
    const recoveryCode = way(recoveryCodes[at] ?? '');
    await person.completeSignIn({ body: { ticket, recoveryCode } });
    const again = await askedFor(email);
    await expect(
      again.person.completeSignIn({ body: { ticket: again.ticket, recoveryCode } }),
    ).rejects.toEqual(refused('wrong_code'));
  }
});

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** @returns every variant of the text with another last character */
const endings = (text: string) =>
  [...letters].map((last) => `${text.slice(0, -1)}${last}`).filter((each) => each !== text);

describe('base64url', () => {
  const ask = (token: string) =>
    service.send(`${publicUrl}/api/me`, { headers: { authorization: `Bearer ${token}` } });

  test('S20: an access token is invalid with any other last character', async () => {
    const { client } = await newPerson();
    const token = client.tokens.access ?? '';
    expect((await ask(token)).status).toBe(200);
    for (const other of [...endings(token), `${token}=`, `${token}A`])
      expect((await ask(other)).status, other.slice(-1)).toBe(401);
    const [head = '', payload = '', signature = ''] = token.split('.');
    for (const other of [...endings(head).map((each) => `${each}.${payload}.${signature}`)])
      expect((await ask(other)).status).toBe(401);
  });

  test('S20: so is a refresh token, a link, a ticket or a cursor', async () => {
    const { email, client } = await newPerson();
    const refreshToken = client.tokens.refresh ?? '';
    for (const other of endings(refreshToken))
      await expect(service.client().refresh({ body: { refreshToken: other } })).rejects.toEqual(
        refused('not_signed_in'),
      );
    await service.client().forgotPassword({ body: { email } });
    const link = await service.tokenFor(email);
    for (const token of endings(link))
      await expect(service.client().checkLink({ body: { token } })).rejects.toEqual(
        refused('link_invalid'),
      );
    const { secret } = await addApp(service, client);
    service.clock.advance({ seconds: limit.totpStepSeconds });
    const { person, ticket } = await askedFor(email);
    const code = codeOf(service, secret);
    for (const other of [...endings(ticket), `${ticket}=`])
      await expect(person.completeSignIn({ body: { ticket: other, code } })).rejects.toEqual(
        refused('ticket_invalid'),
      );
    await person.completeSignIn({ body: { ticket, code } });
    const { next = '' } = await admin.searchUsers({ body: { limit: 1 } });
    const bytes = Buffer.from(next, 'base64url');
    const spellings = endings(next).filter((each) => Buffer.from(each, 'base64url').equals(bytes));
    for (const cursor of [...spellings, `${next}=`, `${next}.x`, `${next} `])
      await expect(admin.searchUsers({ body: { cursor } })).rejects.toEqual(
        refused('invalid_input'),
      );
    const audit = await admin.listEvents({ query: { limit: 1 } });
    await expect(
      admin.listEvents({ query: { limit: 1, cursor: `${audit.next}.x` } }),
    ).rejects.toEqual(refused('invalid_input'));
  });

  test('S20: a passkey response has only one valid spelling', async () => {
    const { email, client } = await newPerson();
    const device = await addPasskey(client);
    const { person, ticket, passkey = {} } = await askedFor(email);
    const answer = device.get(passkey);
    const { authenticatorData } = answer.response;
    const bytes = Buffer.from(authenticatorData, 'base64url');
    const others = endings(authenticatorData)
      .concat(`${authenticatorData}=`, `${authenticatorData}\n`)
      .filter((each) => Buffer.from(each, 'base64url').equals(bytes));
    expect(others.length).toBeGreaterThan(1);
    for (const other of others) {
      const response = { ...answer.response, authenticatorData: other };
      await expect(
        person.completeSignIn({ body: { ticket, passkey: { ...answer, response } } }),
      ).rejects.toEqual(refused('invalid_input'));
    }
    await person.completeSignIn({ body: { ticket, passkey: answer } });
  });
});

describe('a passkey that does not name its owner', () => {
  const spoken = [undefined, null, '', 'AAAA', Buffer.from("' or 1").toString('base64url')];

  test.each(spoken)(
    '%j is refused as a sign-in without an address (401 sign_in_failed)',
    async (userHandle) => {
      const { client } = await newPerson();
      const device = await addPasskey(client, passkeyDevice(publicUrl));
      const { ticket, passkey } = await service.client().beginPasskeySignIn({ body: {} });
      const answer = device.get(passkey);
      const { userHandle: _, ...response } = answer.response;
      const said = {
        ...answer,
        response: { ...response, ...(userHandle !== undefined && { userHandle }) },
      };
      await expect(
        service.client().signInWithPasskey({ body: { ticket, passkey: said } }),
      ).rejects.toEqual(refused('sign_in_failed'));
    },
  );

  test('completes a sign-in after a correct password', async () => {
    const { email, client } = await newPerson();
    const device = await addPasskey(client);
    for (const without of [{}, { userHandle: null }, { userHandle: '' }]) {
      // A passkey can respond to only one ticket per instant.
      service.clock.advance({ seconds: 1 });
      const { person, ticket, passkey = {} } = await askedFor(email);
      const answer = device.get(passkey);
      const { userHandle: _, ...response } = answer.response;
      const said = { ...answer, response: { ...response, ...without } };
      await person.completeSignIn({ body: { ticket, passkey: said } });
      expect((await person.me()).email).toBe(email);
    }
  });
});

/**
 * Promise: a connected system gets the sign-in that it asked for: fresh, strong enough, of the right
 * person, without a page, or after what the person has to do first.
 */
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { addApp, codeOf } from '../support/factors.ts';
import { goodPassword, type Service, startService } from '../support/harness.ts';
import {
  authorizationUrl,
  enter,
  names,
  type Parameters,
  type Registered,
  redeem,
  register,
} from '../support/systems.ts';

let service: Service;
let admin: Client;
let system: Registered;
let person: Client;
const email = 'aino@espoo.fi';

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  system = await register(admin, { pkceRequired: false });
  const { organizationId } = await admin.me();
  await service.join(admin, email, organizationId, 'editor');
});
afterAll(() => service.stop());
beforeEach(async () => {
  person = await signedIn();
});

async function signedIn(address = email): Promise<Client> {
  const client = service.client();
  await client.signIn({ body: { email: address, password: goodPassword } });
  return client;
}

const requestOf = (more: Parameters) => authorizationUrl(system.systemId, more).search.slice(1);
const ask = (more: Parameters = {}, ticket?: string, by = person) =>
  by.authorize({ body: { request: requestOf(more), ticket } });
const errorIn = ({ redirectTo = '' }: { redirectTo?: string | undefined }) =>
  new URL(redirectTo).searchParams.get('error');
const idTokenFor = async (more: Parameters = {}, by = person) => {
  const url = await enter(by, authorizationUrl(system.systemId, more));
  const { body } = await redeem(service, system, url.searchParams.get('code'));
  return jwt.decode(body.id_token, { json: true });
};

test.each([[{ prompt: 'login' }], [{ prompt: 'select_account' }], [{ max_age: '0' }]])(
  '%j asks for a new sign-in, which only one after the request satisfies',
  async (more) => {
    const old = await signedIn();
    service.clock.advance({ seconds: 5 });
    const { first, ticket, redirectTo } = await ask(more);
    expect({ first, redirectTo }).toEqual({ first: 'sign_in', redirectTo: undefined });
    expect((await ask(more, ticket)).first).toBe('sign_in');
    expect((await ask(more, ticket, old)).first).toBe('sign_in');
    expect((await ask(more, 'forged', await signedIn())).first).toBe('sign_in');
    const fresh = await ask(more, ticket, await signedIn());
    expect(fresh.redirectTo).toContain('code=');
    service.clock.advance({ minutes: limit.signInAgainMinutes, seconds: 1 });
    expect((await ask(more, ticket, await signedIn())).first).toBe('sign_in');
  },
);

test('max_age accepts a session that is young enough, and the token says how old it is', async () => {
  const began = Math.floor(service.clock.now() / 1_000);
  service.clock.advance({ minutes: 5 });
  expect((await idTokenFor({ max_age: '300' }))?.['auth_time']).toBe(began);
  service.clock.advance({ seconds: 1 });
  expect((await ask({ max_age: '300' })).first).toBe('sign_in');
  expect(errorIn(await ask({ max_age: '300', prompt: 'none' }))).toBe('login_required');
});

test('prompt=none never shows a page: without a session it returns login_required', async () => {
  expect((await ask({ prompt: 'none' })).redirectTo).toContain('code=');
  const request = requestOf({ prompt: 'none' });
  const answer = await service.client().beginAuthorization({ body: { request } });
  expect(errorIn(answer)).toBe('login_required');
  for (const prompt of ['none login', 'unknown'])
    expect(errorIn(await ask({ prompt }))).toBe('invalid_request');
});

test('consent is not asked for, since the systems are the service’s own', async () => {
  expect((await ask({ prompt: 'consent' })).redirectTo).toContain('code=');
});

test('an anonymous person signs in first; the page learns the system, the hint and the language', async () => {
  const request = requestOf({
    login_hint: 'x@espoo.fi',
    ui_locales: 'de sv-FI en',
    prompt: 'login',
  });
  const answer = await service.client().beginAuthorization({ body: { request } });
  const shown = { system: names, loginHint: 'x@espoo.fi', language: 'sv' };
  expect(answer).toMatchObject({ first: 'sign_in', ...shown });
  const fresh = await signedIn();
  expect((await ask({ prompt: 'login' }, answer.ticket, fresh)).redirectTo).toContain('code=');
});

test('a system that expects somebody else does not get this person', async () => {
  const { id_token: hint } = (
    await redeem(
      service,
      system,
      (await enter(admin, authorizationUrl(system.systemId))).searchParams.get('code'),
    )
  ).body;
  expect(errorIn(await ask({ id_token_hint: hint, prompt: 'none' }))).toBe('login_required');
  const { first, ticket } = await ask({ id_token_hint: hint });
  expect(first).toBe('sign_in');
  const again = await ask({ id_token_hint: hint }, ticket, await signedIn());
  expect(errorIn(again)).toBe('login_required');
  expect(errorIn(await ask({ id_token_hint: 'x.y.z' }))).toBe('invalid_request');
});

test('a second factor is asked for where the person has one, and shown in the token', async () => {
  const address = 'factor@espoo.fi';
  const { organizationId } = await admin.me();
  const { client } = await service.join(admin, address, organizationId, 'editor');
  const asking = (more: Parameters) => ask(more, undefined, client);
  expect((await asking({ acr_values: 'second_factor' })).redirectTo).toContain('code=');
  expect(await idTokenFor({}, client)).toMatchObject({ acr: 'password', amr: ['pwd'] });
  const { secret } = await addApp(service, client);
  expect((await asking({ acr_values: 'second_factor password' })).first).toBe('sign_in');
  expect((await asking({ acr_values: 'password second_factor' })).redirectTo).toContain('code=');
  const none = { acr_values: 'second_factor', prompt: 'none' };
  expect(errorIn(await asking(none))).toBe('login_required');
  const strong = await withApp(address, secret);
  const claims = await idTokenFor({ acr_values: 'second_factor' }, strong);
  expect(claims).toMatchObject({ acr: 'second_factor', amr: ['pwd', 'otp', 'mfa'] });
});

async function withApp(address: string, secret: string): Promise<Client> {
  service.clock.advance({ minutes: 1 });
  const client = service.client();
  const body = { email: address, password: goodPassword };
  const { secondFactor } = await client.signIn({ body }).catch((problem) => problem);
  const code = codeOf(service, secret);
  await client.completeSignIn({ body: { ticket: secondFactor.ticket, code } });
  return client;
}

test('a new privacy notice comes first, and prompt=none says so', async () => {
  const texts = { fi: 'Uusi', sv: 'Ny', en: 'New' };
  const strict = await service.join(
    admin,
    'olli@espoo.fi',
    (await admin.me()).organizationId,
    'editor',
  );
  await admin.publishPrivacyNotice({ body: { changeNote: texts, acknowledge: true } });
  expect((await ask({}, undefined, strict.client)).first).toBe('privacy_notice');
  expect(errorIn(await ask({ prompt: 'none' }, undefined, strict.client))).toBe(
    'interaction_required',
  );
  await strict.client.acknowledgePrivacyNotice({ body: { version: 2, language: 'fi' } });
  expect((await ask({}, undefined, strict.client)).redirectTo).toContain('code=');
});

test('a second factor that the role needs comes before anything else', async () => {
  const beside = await startService(service, { SECOND_FACTOR_REQUIRED_FOR: 'administrators' });
  const client = beside.client();
  Object.assign(client.tokens, admin.tokens);
  const body = { request: requestOf({}) };
  expect((await client.authorize({ body })).first).toBe('second_factor');
  const quiet = await client.authorize({ body: { request: requestOf({ prompt: 'none' }) } });
  expect(errorIn(quiet)).toBe('interaction_required');
  await beside.stop();
});

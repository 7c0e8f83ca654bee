/** Connected systems in tests: registered, signing people in as their browsers do, and called back. */

import type { SentBody } from '../../src/api.ts';
import type { Client } from '../../src/client/client.ts';
import { goodPassword, publicUrl, type Service, startService } from './harness.ts';

export const callback = 'https://manual.example.fi/callback';
export const signedOut = 'https://manual.example.fi/signed-out';

export type Given = Partial<SentBody<'registerSystem'>>;
export type Registered = { systemId: string; secret: string; etag: string };

export const names = { fi: 'Käsikirja', sv: 'Handboken', en: 'The manual' };

/** @returns the system's id and its secret; empty if it has none */
export async function register(admin: Client, given: Given = {}): Promise<Registered> {
  const body = {
    ...{ name: names, redirectUris: [callback], postLogoutRedirectUris: [signedOut] },
    ...given,
  };
  const { systemId, secret = '', etag } = await admin.registerSystem({ body });
  return { systemId, secret, etag };
}

/** What the page /authorize does with the address that a system sends a browser to. */
export async function enter(person: Client, url: URL, ticket?: string): Promise<URL> {
  const request = url.search.slice(1);
  const { redirectTo, first } = await person.authorize({ body: { request, ticket } });
  if (redirectTo === undefined) throw new Error(`the page must first: ${first}`);
  return new URL(redirectTo);
}

export type Parameters = Record<string, string | undefined>;

/** @returns the address of an authorization request; undefined values are left out */
export function authorizationUrl(systemId: string, more: Parameters = {}): URL {
  const url = new URL('/authorize', publicUrl);
  const given = {
    ...{ client_id: systemId, redirect_uri: callback, response_type: 'code' },
    ...{ scope: 'openid', ...more },
  };
  for (const [name, value] of Object.entries(given))
    if (value !== undefined) url.searchParams.append(name, value);
  return url;
}

export const basic = ({ systemId, secret }: Pick<Registered, 'systemId' | 'secret'>): string =>
  `Basic ${Buffer.from(`${systemId}:${secret}`).toString('base64')}`;

/** Posts a form to an endpoint. @returns the status, headers and body of the response */
export async function post(
  service: Pick<Service, 'send'>,
  path: string,
  fields: Parameters | string,
  headers: Record<string, string> = {},
) {
  const given = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  const response = await service.send(`${publicUrl}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: typeof fields === 'string' ? fields : new URLSearchParams(given).toString(),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Redeems a code as a system with a secret and without PKCE does. */
export function redeem(
  service: Pick<Service, 'send'>,
  system: Registered,
  code: string | null,
  more: Parameters = {},
) {
  const fields = { grant_type: 'authorization_code', redirect_uri: callback };
  const given = { ...fields, code: code ?? undefined, ...more };
  return post(service, 'api/openid/token', given, { authorization: basic(system) });
}

export async function readUserinfo(service: Pick<Service, 'send'>, token: string) {
  const response = await service.send(`${publicUrl}/api/openid/userinfo`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** A person of an organization, and two systems that require no PKCE. */
export async function openPlace() {
  const service = await startService();
  const admin = await service.signedInAdministrator();
  const organization = { body: { name: 'Espoo', language: 'fi' } } as const;
  const { organizationId } = await admin.createOrganization(organization);
  const { userId } = await service.join(admin, 'aino@espoo.fi', organizationId, 'editor');
  const redirectUris = [callback, `${callback}?query=1`];
  const system = await register(admin, { pkceRequired: false, redirectUris });
  const other = await register(admin, { pkceRequired: false });
  const signedIn = async (): Promise<Client> => {
    const client = service.client();
    await client.signIn({ body: { email: 'aino@espoo.fi', password: goodPassword } });
    return client;
  };
  return { service, admin, organizationId, userId, system, other, signedIn };
}

export type OpenPlace = Awaited<ReturnType<typeof openPlace>>;

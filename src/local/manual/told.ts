/** What the service tells: sessions that end (Back-Channel Logout 1.0), and changes (RFC 8935). */
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { z } from 'zod';
import { logoutEvent } from '../../policy/openid.ts';
import type { LocalRequest } from '../read-request.ts';
import { type Manual, person } from './sign-in.ts';

const token = z.object({
  sid: z.string().optional(),
  sub_id: z.object({ sub: z.string().default('') }).default({ sub: '' }),
  events: z.record(z.string(), z.object({ claims: person.partial().optional() })),
});
async function read({ config }: Manual, text: string, typ: string) {
  const { issuer, jwks_uri = '' } = config.serverMetadata();
  const expected = { issuer, typ, audience: config.clientMetadata().client_id };
  const keys = createRemoteJWKSet(new URL(jwks_uri));
  const known = await jwtVerify(text, keys, expected).catch(() => undefined);
  return known && token.parse(known.payload);
}

export async function endSession(manual: Manual, { body }: LocalRequest) {
  const text = new URLSearchParams(body.toString('utf8')).get('logout_token') ?? '';
  const said = await read(manual, text, 'logout+jwt');
  const { sid } = said && logoutEvent in said.events ? said : {};
  for (const [name, { entered }] of manual.sessions)
    if (entered && entered.sid === sid) manual.sessions.delete(name);
  return { status: sid ? 200 : 400, headers: { 'cache-control': 'no-store' } };
}

export async function follow(manual: Manual, { body }: LocalRequest) {
  const said = await read(manual, body.toString('utf8'), 'secevent+jwt');
  if (!said) return { status: 400, body: '{"err":"invalid_request","description":""}' };
  const known = manual.people.get(said.sub_id.sub);
  for (const [type, { claims }] of Object.entries(said.events)) {
    if (type.endsWith('account-purged')) manual.people.delete(said.sub_id.sub);
    else if (known) Object.assign(known, claims, { last: type.split('/').at(-1) });
  }
  return { status: 202 };
}

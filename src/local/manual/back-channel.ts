/** Ends a session as soon as the service says so (OpenID Connect Back-Channel Logout 1.0, 2.5-2.7). */
import { createPublicKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { Configuration } from 'openid-client';
import { z } from 'zod';
import type { LocalRequest } from '../read-request.ts';
import type { Manual } from './sessions.ts';

const keySet = z.object({ keys: z.array(z.looseObject({ kid: z.string() })) });
const logout = z.object({
  sid: z.string(),
  events: z.object({ 'http://schemas.openid.net/event/backchannel-logout': z.object({}) }),
  nonce: z.undefined().optional(),
});

export async function endSession({ config, sessions }: Manual, { body }: LocalRequest) {
  const token = new URLSearchParams(body.toString('utf8')).get('logout_token') ?? '';
  const sid = await verify(config, token).catch(() => undefined);
  for (const [name, { entered }] of sessions)
    if (entered && entered.sid === sid) sessions.delete(name);
  return { status: sid ? 200 : 400, headers: { 'cache-control': 'no-store' } };
}

async function verify(config: Configuration, token: string): Promise<string> {
  const { issuer, jwks_uri = '' } = config.serverMetadata();
  const { keys } = keySet.parse(await (await fetch(jwks_uri)).json());
  const kid = jwt.decode(token, { complete: true })?.header.kid;
  const key = createPublicKey({ key: keys.find((each) => each.kid === kid) ?? {}, format: 'jwk' });
  const audience = config.clientMetadata().client_id;
  const expected = { issuer, audience, algorithms: ['RS256' as const], clockTolerance: 5 };
  return logout.parse(jwt.verify(token, key, expected)).sid;
}

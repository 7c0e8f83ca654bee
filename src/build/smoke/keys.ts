/** The published keys can verify tokens (RFC 7517; ES256, RS256) and hold nothing private. */
import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { api } from '../../api.ts';
import { type Group, jsonOf, shortly } from './group.ts';

/** Strict, so that private parameters of any key type are rejected (RFC 7518, 6). */
const common = { kid: z.string().min(1), use: z.literal('sig') };
const jwk = z.discriminatedUnion('kty', [
  z.strictObject({
    ...common,
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    ...{ x: z.string(), y: z.string(), alg: z.literal('ES256') },
  }),
  z.strictObject({
    ...common,
    kty: z.literal('RSA'),
    ...{ n: z.string(), e: z.string(), alg: z.literal('RS256') },
  }),
]);
const jwks = z.object({ keys: z.array(jwk).min(1) });

export const keys: Group = async (send) => {
  const answer = await send(`/${api.jwks.path}`);
  const parsed = jwks.safeParse(jsonOf(answer.text));
  if (answer.status !== 200) return { told: 'not published', faults: [shortly(answer)] };
  if (!parsed.success) return { told: 'malformed', faults: [...issuesOf(parsed.error)] };
  const found = parsed.data.keys;
  const faults = found
    .filter((key) => !isKey(key))
    .map(({ kid, kty }) => `${kid}: not a ${kty === 'EC' ? 'point on P-256' : 'public key'}`);
  if (new Set(found.map(({ kid }) => kid)).size < found.length) faults.push('a kid appears twice');
  const count = (name: string) => found.filter(({ alg }) => alg === name).length;
  const rsa = count('RS256') > 0 ? ` and ${count('RS256')} for RS256` : '';
  return { told: `${count('ES256')} for ES256${rsa}, none private`, faults };
};

function isKey(key: z.infer<typeof jwk>): boolean {
  try {
    createPublicKey({ key, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}

/** Reports field names only, never values: a private key must not be printed. */
function issuesOf({ issues }: z.ZodError): string[] {
  return issues.map(({ path, ...issue }) => {
    const where = path.join('.') || 'the response';
    return issue.code === 'unrecognized_keys'
      ? `${where}: unexpected ${issue.keys.join(', ')}`
      : `${where}: ${issue.message}`;
  });
}

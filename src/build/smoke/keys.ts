/** The published keys can verify tokens (RFC 7517, ES256) and hold nothing private. */
import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { api } from '../../api.ts';
import { type Group, jsonOf, shortly } from './group.ts';

/** Strict, so that private parameters of any key type are rejected (RFC 7518, 6). */
const jwk = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string().min(1),
  use: z.literal('sig'),
  alg: z.literal('ES256'),
});
const jwks = z.object({ keys: z.array(jwk).min(1) });

export const keys: Group = async (send) => {
  const answer = await send(`/${api.jwks.path}`);
  const parsed = jwks.safeParse(jsonOf(answer.text));
  if (answer.status !== 200) return { told: 'not published', faults: [shortly(answer)] };
  if (!parsed.success) return { told: 'malformed', faults: [...issuesOf(parsed.error)] };
  const found = parsed.data.keys;
  const faults = found
    .filter((key) => !isPoint(key))
    .map(({ kid }) => `${kid}: not a point on P-256`);
  if (new Set(found.map(({ kid }) => kid)).size < found.length) faults.push('a kid appears twice');
  return { told: `${found.length} for ES256, none private`, faults };
};

function isPoint(key: z.infer<typeof jwk>): boolean {
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

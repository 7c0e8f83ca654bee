/** Turns a user of Keycloak's realm export into the service's own format. */
import { z } from 'zod';

/** The inner objects are JSON text in exports of Keycloak 8 and later. */
const inner = <T extends z.ZodType>(schema: T) => z.preprocess(parsed, schema);

const credential = z.object({
  type: z.string(),
  secretData: inner(z.object({ value: z.string(), salt: z.string().default('') })),
  credentialData: inner(z.object({ algorithm: z.string(), hashIterations: z.number().default(0) })),
});

const user = z.object({
  id: z.string(),
  email: z.unknown(),
  firstName: z.unknown(),
  lastName: z.unknown(),
  enabled: z.boolean().default(true),
  createdTimestamp: z.number().optional(),
  attributes: z.record(z.string(), z.array(z.string())).catch({}),
  realmRoles: z.array(z.string()).default([]),
  groups: z.array(z.string()).default([]),
  credentials: z.array(z.unknown()).default([]),
});

export const isKeycloak = (item: Record<string, unknown>): boolean =>
  'username' in item && ('credentials' in item || 'createdTimestamp' in item);

/** Groups name the organizations. The export does not tell when somebody last signed in. */
export function fromKeycloak(item: Record<string, unknown>): unknown {
  const { data } = user.safeParse(item);
  if (!data) return undefined;
  const { createdTimestamp: created } = data;
  return {
    externalId: data.id,
    email: data.email,
    firstName: data.firstName,
    lastName: data.lastName,
    language: data.attributes['locale']?.[0],
    organization: data.groups.map((path) => path.replace(/^\//, '')),
    role: data.realmRoles,
    createdAt: created === undefined ? undefined : new Date(created).toISOString(),
    status: data.enabled ? 'active' : 'blocked',
    passwordHash: data.credentials.map(hashOf).find(Boolean) ?? '',
  };
}

/** @returns the hash as policy/legacy-hash.ts reads it; another algorithm only by its name */
function hashOf(given: unknown): string | undefined {
  const { data } = credential.safeParse(given);
  if (data?.type !== 'password') return undefined;
  const { algorithm, hashIterations } = data.credentialData;
  const { value, salt } = data.secretData;
  if (algorithm === 'argon2') return '$argon2id$';
  return `$${algorithm}$i=${hashIterations}$${salt}$${value}`;
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

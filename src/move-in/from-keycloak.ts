/** Turns a user of Keycloak's realm export into the service's own format. */
import { z } from 'zod';
import { instantOf } from './instant-of.ts';

/** The inner objects are JSON text in exports of Keycloak 8 and later. */
const inner = <T extends z.ZodType>(schema: T) => z.preprocess(parsed, schema);

const credential = z.object({
  type: z.string(),
  /** Chosen by an administrator, and to be replaced at the first sign-in. */
  temporary: z.boolean().catch(false),
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
  requiredActions: z.array(z.string()).catch([]),
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
    createdAt: created === undefined ? undefined : instantOf(created),
    status: data.enabled ? 'active' : 'blocked',
    passwordHash: mustChoose(data.requiredActions)
      ? ''
      : (data.credentials.map(hashOf).find(Boolean) ?? ''),
  };
}

const mustChoose = (actions: readonly string[]): boolean => actions.includes('UPDATE_PASSWORD');

/** @returns the hash as policy/legacy-hash.ts reads it; another algorithm only by its name */
function hashOf(given: unknown): string | undefined {
  const { data } = credential.safeParse(given);
  if (data?.type !== 'password' || data.temporary) return undefined;
  const { algorithm, hashIterations } = data.credentialData;
  const { value, salt } = data.secretData;
  if (algorithm === 'argon2') return '$argon2id$';
  // An extension of Keycloak stores the whole hash.
  if (algorithm === 'bcrypt') return value;
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

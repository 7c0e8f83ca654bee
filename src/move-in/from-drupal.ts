/** Turns a row of Drupal's users, with its roles and groups joined, into the service's own format. */
import { z } from 'zod';
import { instantOf } from './instant-of.ts';

/** Seconds since 1970; 0 stands for never. */
const seconds = z.coerce.number().int().min(0).catch(Number.NaN).nullish();
const statuses: Readonly<Record<string, string>> = {
  ...{ '0': 'blocked', false: 'blocked', '1': 'active', true: 'active' },
};
const text = z.coerce.string().nullish();
const list = z.union([z.array(z.string()), z.string()]).nullish();

/** Drupal's own columns, and those that the guide's query joins. */
const row = z.object({
  uid: z.union([z.string(), z.number()]),
  mail: z.unknown(),
  pass: text,
  status: text,
  created: seconds,
  access: seconds,
  login: seconds,
  langcode: text,
  preferred_langcode: text,
  first_name: z.unknown(),
  last_name: z.unknown(),
  roles: list,
  organizations: list,
});

export const isDrupal = (item: Record<string, unknown>): boolean => 'uid' in item && 'mail' in item;

/** @returns undefined for a row that is not a person, such as the anonymous user */
export function fromDrupal(item: Record<string, unknown>): unknown {
  const { data } = row.safeParse(item);
  if (!data || String(data.uid) === '0') return undefined;
  const { created, access, login } = data;
  const known = [access, login].filter((at) => typeof at === 'number');
  const last = Math.max(...known);
  return {
    externalId: data.uid,
    email: data.mail,
    firstName: data.first_name,
    lastName: data.last_name,
    language: data.preferred_langcode || data.langcode || undefined,
    organization: split(data.organizations),
    role: split(data.roles),
    createdAt:
      typeof created === 'number' && created !== 0 ? instantOf(created * 1_000) : undefined,
    lastSignInAt: known.length === 0 ? undefined : last === 0 ? null : instantOf(last * 1_000),
    // Another status is kept, so that the line is invalid.
    status: statuses[data.status ?? '1'] ?? data.status,
    passwordHash: data.pass ?? '',
  };
}

/** The database joins several values with a vertical bar. */
const split = (given: string | string[] | null | undefined): string[] =>
  typeof given === 'string' ? given.split('|') : (given ?? []);

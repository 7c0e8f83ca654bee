/** Turns a row of Drupal's users, with its roles and groups joined, into the service's own format. */
import { z } from 'zod';

/** Seconds since 1970; 0 stands for never. */
const seconds = z.coerce.number().int().min(0).catch(Number.NaN).nullish();
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
    createdAt: created ? instantOf(created) : undefined,
    lastSignInAt: known.length === 0 ? undefined : last === 0 ? null : instantOf(last),
    status: data.status === '0' ? 'blocked' : 'active',
    passwordHash: data.pass ?? '',
  };
}

/** A number that is no time yields a text that is no date, so that the line is invalid. */
function instantOf(at: number): string {
  const instant = new Date(at * 1_000);
  return Number.isNaN(instant.getTime()) ? 'no time' : instant.toISOString();
}

/** The database joins several values with a vertical bar. */
const split = (given: string | string[] | null | undefined): string[] =>
  typeof given === 'string' ? given.split('|') : (given ?? []);

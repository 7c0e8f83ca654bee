/** Translates the roles and organizations of another system: the order of the mapping decides. */
import { z } from 'zod';
import { roleOf } from '../imports/words.ts';
import * as input from '../policy/input.ts';
import { limit } from '../policy/limits.ts';
import type { Role } from '../policy/roles.ts';
import type { SourcePerson } from './source-person.ts';

/** As in the other system; an empty text stands for people who have none. */
const from = z.string().max(limit.nameCharactersMax);
const list = <T extends z.ZodType>(entry: T) =>
  z.array(entry).max(limit.moveInMappingMax).default([]);

export const mapping = z.strictObject({
  roles: list(z.strictObject({ from, to: input.role })),
  /** `to` is the id of an organization here. */
  organizations: list(z.strictObject({ from, to: input.id })),
  /** The home organization of people with several, by their external id or address. */
  homes: list(z.strictObject({ person: z.string(), organization: from })),
});
export type Mapping = z.output<typeof mapping>;

/** @returns the role, and whether others were known too; undefined if none is known */
export function mappedRole({ roles }: Mapping, { role: given }: Pick<SourcePerson, 'role'>) {
  const names = given.length === 0 ? [''] : given;
  const mapped = roles.filter(({ from: name }) => names.includes(name)).map(({ to }) => to);
  const own = names.filter((name) => !roles.some((each) => each.from === name)).map(roleOf);
  const known = [...mapped, ...own].filter((role): role is Role => role !== undefined);
  const [role] = known;
  return role && { role, several: new Set(known).size > 1 };
}

type Named = ReadonlyMap<string, string>;

/**
 * @param byName ids of the organizations here by their names, for names that the mapping lacks
 * @returns the ids of the person's organizations; only the home, if the mapping names it
 */
export function mappedOrganizations(
  { organizations, homes }: Mapping,
  { organization: given, externalId, email }: SourcePerson,
  byName: Named,
): string[] {
  const idOf = (name: string) =>
    organizations.find((each) => each.from === name)?.to ?? byName.get(name.toLowerCase());
  const names = given.length === 0 ? [''] : given;
  const home = homes.find(({ person }) => person === externalId || person === email);
  const asked = home && names.includes(home.organization) ? [home.organization] : names;
  const ids = asked.map(idOf).filter((id) => id !== undefined);
  return [...new Set(ids)];
}

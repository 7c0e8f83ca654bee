/** Translates the roles and organizations of another system: the order of the mapping decides. */
import { roleOf } from '../imports/words.ts';
import type { Mapping } from '../policy/move-in-mapping.ts';
import type { Role } from '../policy/roles.ts';
import type { SourcePerson } from './source-person.ts';

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
  const home = homes.find(({ person }) => person === externalId || person.toLowerCase() === email);
  const asked = home && names.includes(home.organization) ? [home.organization] : names;
  const ids = asked.map(idOf).filter((id) => id !== undefined);
  return [...new Set(ids)];
}

/** Finds people and organizations by any part of a name; what is typed stays out of addresses. */

import { fullName } from '../policy/full-name.ts';
import type { Language } from '../policy/languages.ts';
import { roleNames } from '../policy/role-names.ts';
import { findable, searchWords } from '../policy/search-words.ts';
import { labelsOf } from './organizations.ts';
import { client } from './session.tsx';
import { common } from './texts/common.ts';

const peopleShownMax = 6;
const organizationsShownMax = 4;

export type Found = { id: string; href: string; name: string; detail: string };

/** @param everywhere whether the person has a page for each organization, or only their own */
export async function find(
  text: string,
  language: Language,
  everywhere: boolean,
): Promise<Found[]> {
  const [people, organizations] = await Promise.all([
    client.searchUsers({ body: { text, limit: peopleShownMax } }),
    client.listOrganizations(),
  ]);
  const wanted = searchWords(text);
  const fits = ({ name }: { name: string }) =>
    wanted.every((word) => findable(name).includes(word));
  const labelOf = labelsOf(organizations.items, language);
  const { organization } = common[language];
  return [
    ...people.items.map((person) => ({
      id: person.userId,
      href: `/people/${person.userId}`,
      name: fullName(person),
      detail: roleNames[language][person.role],
    })),
    ...organizations.items
      .filter(fits)
      .slice(0, organizationsShownMax)
      .map((each) => ({
        id: each.organizationId,
        href: everywhere ? `/organizations/${each.organizationId}` : '/organization',
        name: labelOf(each),
        detail: organization,
      })),
  ];
}

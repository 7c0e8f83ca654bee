/** Organizations that the person may see, under names that tell them apart. */
import { useMemo } from 'preact/hooks';
import type { Output } from '../api.ts';
import type { Language } from '../policy/languages.ts';
import { nameKey } from '../policy/name-key.ts';
import { formatDay } from './format.ts';
import { inEveryLanguage, useLanguage } from './language.tsx';
import { type Loaded, useLoad } from './load.tsx';
import { client } from './session.tsx';

export type Organization = Output<'listOrganizations'>['items'][number];

export const texts = inEveryLanguage({
  fi: { added: (day: string) => `lisätty ${day}`, closed: 'suljettu' },
  sv: { added: (day: string) => `tillagd ${day}`, closed: 'stängd' },
  en: { added: (day: string) => `added ${day}`, closed: 'closed' },
});

type Organizations = { items: readonly Organization[]; nameOf(organizationId: string): string };

/** If names can't be read they stay empty, and pages still work. */
export function useOrganizations(): Organizations & Pick<Loaded<unknown>, 'reload'> {
  const { language } = useLanguage();
  const list = useLoad(() => client.listOrganizations(), []);
  const data = list.data;
  return useMemo(() => {
    const read = data?.items ?? [];
    const labelOf = labelsOf(read, language);
    const items = read.map((each) => ({ ...each, name: labelOf(each) }));
    const names = new Map(items.map(({ organizationId, name }) => [organizationId, name]));
    return { items, nameOf: (id) => names.get(id) ?? '', reload: list.reload };
  }, [data, language, list.reload]);
}

/** @returns a field's choices: the open organizations, sorted by name */
export function organizationChoices(items: readonly Organization[]) {
  return items
    .filter(({ closedAt }) => closedAt === undefined)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'fi'))
    .map(({ organizationId, name }) => [organizationId, name] as const);
}

/** The beginning of an id, for organizations with the same name that were added on one day. */
const idCharacters = 8;

/**
 * @param all the organizations that are listed together
 * @returns an organization's name; those with similar names also by state, day and, if need be, id
 */
export function labelsOf(
  all: readonly Organization[],
  language: Language,
): (organization: Organization) => string {
  const text = texts[language];
  const marksOf = ({ createdAt, closedAt }: Organization) => [
    ...(closedAt ? [text.closed] : []),
    text.added(formatDay(createdAt, language)),
  ];
  const alikeOf = (each: Organization, marks: readonly string[]) =>
    [similar(each.name), ...marks].join();
  const names = all.map((each) => alikeOf(each, []));
  const marked = all.map((each) => alikeOf(each, marksOf(each)));
  const isOnly = (key: string, keys: readonly string[]) =>
    keys.indexOf(key) === keys.lastIndexOf(key);
  return (each) => {
    if (isOnly(alikeOf(each, []), names)) return each.name;
    const marks = marksOf(each);
    const id = isOnly(alikeOf(each, marks), marked)
      ? []
      : [each.organizationId.slice(0, idCharacters)];
    return `${each.name} (${[...marks, ...id].join(', ')})`;
  };
}

/** The name without what readers overlook: case, look-alike letters, spaces and punctuation. */
const similar = (name: string): string => nameKey(name).replaceAll(/[^\p{L}\p{N}]/gu, '');

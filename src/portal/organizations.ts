/** Organizations that the person may see, with their names. */
import { useMemo } from 'preact/hooks';
import type { Output } from '../api.ts';
import { type Loaded, useLoad } from './load.tsx';
import { client } from './session.tsx';

export type Organization = Output<'listOrganizations'>['items'][number];

type Organizations = { items: readonly Organization[]; nameOf(organizationId: string): string };

/** If names can't be read they stay empty, and pages still work. */
export function useOrganizations(): Organizations & Pick<Loaded<unknown>, 'reload'> {
  const list = useLoad(() => client.listOrganizations(), []);
  const data = list.data;
  return useMemo(() => {
    const items = data?.items ?? [];
    const names = new Map(items.map(({ organizationId, name }) => [organizationId, name]));
    return { items, nameOf: (id) => names.get(id) ?? '', reload: list.reload };
  }, [data, list.reload]);
}

/** @returns a field's choices: the open organizations, sorted by name */
export function organizationChoices(items: readonly Organization[]) {
  return items
    .filter(({ closedAt }) => closedAt === undefined)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'fi'))
    .map(({ organizationId, name }) => [organizationId, name] as const);
}

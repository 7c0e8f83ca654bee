/** Names of organizations, so that claims about a person need no request of their own. */
import { limit } from '../policy/limits.ts';
import { type Cached, cached } from './cached.ts';
import { loadOrganizationName } from './organizations.ts';
import type { Store } from './store.ts';

/** @returns the name; undefined if there is no such organization */
export type OrganizationNames = (id: string, now: string) => Promise<string | undefined>;

export function openOrganizationNames(store: Pick<Store, 'table'>): OrganizationNames {
  const known = new Map<string, Cached<string | undefined>>();
  return (id, now) => {
    const found =
      known.get(id) ??
      cached(() => loadOrganizationName(store, id), limit.organizationNameCacheSeconds);
    if (known.size >= limit.organizationNamesCachedMax) known.clear();
    known.set(id, found);
    return found.load(now);
  };
}

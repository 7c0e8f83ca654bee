/** Names the people, organizations and systems in events when they are read; events hold ids only. */

import type { Deps } from '../deps.ts';
import { fullName } from '../policy/full-name.ts';
import type { Language } from '../policy/languages.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import type { NamedAs } from '../policy/named-as.ts';
import { type Account, loadReadable } from '../store/accounts.ts';
import { inParallel } from '../store/in-parallel.ts';
import { listOrganizations } from '../store/organizations.ts';

const atOnceMax = 8;

type Named = { id: string; is: NamedAs; name?: string };

type Ask = {
  ids: readonly string[];
  language: Language;
  /** The only organization whose people and name may be told; undefined: all. */
  organizationId: string | undefined;
};

/** One storage request for all organizations, and one for each person; systems are cached. */
export async function nameSubjects(
  deps: Pick<Deps, 'store' | 'policy' | 'systems'>,
  { ids, language, organizationId }: Ask,
  now: string,
): Promise<Named[]> {
  const systems = new Map(
    (await deps.systems.load(now)).map((each) => [each.systemId, each.row.name[language]]),
  );
  const organizations = new Map(
    (await listOrganizations(deps.store)).map((each) => [each.organizationId, each.row.name]),
  );
  const found: Named[] = [];
  await inParallel([...new Set(ids)], atOnceMax, async (id) => {
    const system = systems.get(id);
    if (system !== undefined) return void found.push({ id, is: 'system', name: system });
    const name = organizations.get(id);
    const visible = organizationId === undefined || organizationId === id;
    if (name === undefined)
      found.push({
        id,
        ...personOf(deps, await loadReadable(deps.store, id), organizationId, now),
      });
    else found.push(visible ? { id, is: 'organization', name } : { id, is: 'elsewhere' });
  });
  return found;
}

function personOf(
  { policy }: Pick<Deps, 'policy'>,
  account: Account | undefined,
  organizationId: string | undefined,
  now: string,
): Omit<Named, 'id'> {
  const here = organizationId === undefined || account?.row.organizationId === organizationId;
  if (!here) return { is: account?.row.role === 'admin' ? 'administrator' : 'elsewhere' };
  if (!account) return { is: 'unknown' };
  const { person, row } = account;
  if (!person || evaluateLifecycle(row, policy, now).status === 'erased') return { is: 'erased' };
  return { is: 'person', name: fullName(person) };
}

/** Organizations: all rows in one small partition, changed by the same protocol as accounts. */

import type { EventKindOf } from '../policy/event-names.ts';
import { Refusal } from '../policy/problems.ts';
import type { Acting } from './change.ts';
import { changeRow, type RowDecision } from './change-row.ts';
import type { Deps } from './deps.ts';
import { withoutKey } from './foreign.ts';
import { assertNameFree, nameParts } from './organization-names.ts';
import {
  organizationEventKey,
  organizationKey,
  organizationPrefix,
  organizationsPartition,
} from './row-keys.ts';
import { type OrganizationRow, organizationRow } from './rows/organization.ts';
import type { Store } from './store.ts';
import { getRow, readPage, rowsUnder } from './tables.ts';

export type Organization = { organizationId: string; row: OrganizationRow; etag: string };

/** One storage request. */
export async function loadOrganization(
  store: Pick<Store, 'table'>,
  organizationId: string,
): Promise<Organization | undefined> {
  const table = await store.table('organizations');
  const row = await getRow(table, organizationRow, organizationKey(organizationId));
  return row && { organizationId, row: withoutKey(row), etag: row.etag };
}

/** Reads the name alone, even if the rules are a newer release's. One storage request. */
export async function loadOrganizationName(
  store: Pick<Store, 'table'>,
  organizationId: string,
): Promise<string | undefined> {
  const table = await store.table('organizations');
  const schema = organizationRow.pick({ name: true });
  return (await getRow(table, schema, organizationKey(organizationId)))?.name;
}

/** All organizations, sorted by name. One storage request for each thousand. */
export async function listOrganizations(store: Pick<Store, 'table'>): Promise<Organization[]> {
  const table = await store.table('organizations');
  const filter = rowsUnder(organizationsPartition, organizationPrefix);
  const found: Organization[] = [];
  let next: string | undefined;
  do {
    const page = await readPage(table, organizationRow, { filter, next });
    for (const row of page.rows)
      found.push({
        organizationId: row.rowKey.slice(organizationPrefix.length),
        row: withoutKey(row),
        etag: row.etag,
      });
    next = page.next;
  } while (next);
  return found.sort((a, b) => a.row.name.localeCompare(b.row.name, 'fi'));
}

/** The id of an organization to be created. */
type NewOrganization = { organizationId: string; row?: undefined };

/**
 * Three storage requests, see `changeRow`; two more for a new name, which is compared with all
 * others, and those of the guards.
 * @param before the organization as last read, or its id to create it
 * @throws Refusal organization_name_taken, or request_in_progress if another change came first;
 *   nothing is changed in either case
 */
export async function changeOrganization(
  deps: Pick<Deps, 'store' | 'keyring' | 'clock' | 'policy'>,
  before: Organization | NewOrganization,
  acting: Acting,
  decision: RowDecision<OrganizationRow, EventKindOf<'organization'>>,
): Promise<Organization> {
  const { organizationId } = before;
  const place = {
    table: 'organizations',
    subjectKind: 'organization',
    subjectId: organizationId,
    key: organizationKey(organizationId),
    eventKey: organizationEventKey,
  } as const;
  const { store } = deps;
  const named = [organizationId, before.row, decision.row] as const;
  const names = await nameParts(store, ...named);
  const renamed = names.length > 0 && !decision.row.closedAt;
  const beside = [...names, ...(decision.beside ?? [])];
  if (renamed) assertNameFree(await listOrganizations(store), ...named);
  const stored = before.row && before;
  try {
    const by = { ...acting, organizationId };
    const row = await changeRow(deps, place, stored, by, { ...decision, beside });
    return { organizationId, row, etag: '' };
  } catch (error) {
    // The change that came first may have taken the name.
    if (renamed && error instanceof Refusal)
      assertNameFree(await listOrganizations(store), ...named);
    throw error;
  }
}

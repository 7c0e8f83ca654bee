/** Lists who is offered to an organization; it sees no more of them than it needs to answer. */
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import type { Role } from '../policy/roles.ts';
import { loadReadable } from '../store/accounts.ts';
import { inParallel } from '../store/in-parallel.ts';
import { listOrganizations } from '../store/organizations.ts';
import { offerPrefix } from '../store/row-keys.ts';
import { offerRow } from '../store/rows.ts';
import { quoted, readPage } from '../store/tables.ts';
import { etagOf, offerOf } from './account.ts';

const atOnceMax = 8;

type Offer = {
  userId: string;
  firstName: string;
  lastName: string;
  role: Role;
  fromOrganizationName: string;
  toOrganizationId: string;
  offeredAt: string;
  expiresAt: string;
  etag: string;
};

/**
 * The first hundred. Two storage requests and one a person.
 * @param organizationId undefined: those of all organizations
 */
export async function listOffers(
  deps: Pick<Deps, 'store' | 'policy'>,
  organizationId: string | undefined,
  now: string,
): Promise<Offer[]> {
  const partition = `${offerPrefix}${organizationId ?? ''}`;
  const filter = organizationId
    ? `PartitionKey eq ${quoted(partition)}`
    : `PartitionKey ge ${quoted(partition)} and PartitionKey lt ${quoted(`${partition}~`)}`;
  const table = await deps.store.table('organizations');
  const [page, organizations] = await Promise.all([
    readPage(table, offerRow, { filter, rows: limit.pageRowsMax }),
    listOrganizations(deps.store),
  ]);
  const names = new Map(organizations.map((each) => [each.organizationId, each.row.name]));
  const found: Offer[] = [];
  await inParallel(page.rows, atOnceMax, async ({ rowKey: userId, partitionKey }) => {
    const account = await loadReadable(deps.store, userId);
    const offer = account && offerOf(account.row, now);
    const here = offer && partitionKey === `${offerPrefix}${offer.to}`;
    if (
      !here ||
      !account.person ||
      evaluateLifecycle(account.row, deps.policy, now).status !== 'active'
    )
      return;
    const { firstName, lastName } = account.person;
    const { role, organizationId: from, revision } = account.row;
    const { to: toOrganizationId, offeredAt, expiresAt } = offer;
    const who = { userId, firstName, lastName, role, etag: etagOf(revision) };
    const fromOrganizationName = names.get(from) ?? '';
    found.push({ ...who, fromOrganizationName, toOrganizationId, offeredAt, expiresAt });
  });
  return found.sort((a, b) => (a.offeredAt < b.offeredAt ? -1 : 1));
}

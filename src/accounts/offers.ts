/** Lists the people offered to an organization, showing only what it needs to answer. */

import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import type { Role } from '../policy/roles.ts';
import { loadReadable } from '../store/accounts.ts';
import { inParallel } from '../store/in-parallel.ts';
import { readOffers } from '../store/offers.ts';
import { listOrganizations } from '../store/organizations.ts';
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
 * Returns the first hundred. Two storage requests, plus one per person.
 * @param organizationId undefined: offers to all organizations
 */
export async function listOffers(
  deps: Pick<Deps, 'store' | 'policy'>,
  organizationId: string | undefined,
  now: string,
): Promise<Offer[]> {
  const [listed, organizations] = await Promise.all([
    readOffers(deps.store, organizationId),
    listOrganizations(deps.store),
  ]);
  const names = new Map(organizations.map((each) => [each.organizationId, each.row.name]));
  const found: Offer[] = [];
  await inParallel(listed, atOnceMax, async ({ userId, organizationId: listedFor }) => {
    const account = await loadReadable(deps.store, userId);
    const offer = account && offerOf(account.row, now);
    const here = offer && listedFor === offer.to;
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

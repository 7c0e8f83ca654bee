/** Lists the people offered to or by an organization, showing only what it needs to decide. */

import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import type { OfferDirection } from '../policy/offer-directions.ts';
import type { Role } from '../policy/roles.ts';
import { loadReadable } from '../store/accounts.ts';
import { readPeople } from '../store/directory.ts';
import { inParallel } from '../store/in-parallel.ts';
import { type ListedOffer, readOffers } from '../store/offers.ts';
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
  toOrganizationName: string;
  offeredAt: string;
  expiresAt: string;
  etag: string;
};

type Ask = {
  /** Undefined: the offers of all organizations. */
  organizationId: string | undefined;
  direction: OfferDirection;
};

/** Returns the first hundred. Two storage requests, plus one per person. */
export async function listOffers(
  deps: Pick<Deps, 'store' | 'policy'>,
  { organizationId, direction }: Ask,
  now: string,
): Promise<Offer[]> {
  const outgoing = organizationId !== undefined && direction === 'outgoing';
  const [listed, organizations] = await Promise.all([
    outgoing ? offeredBy(deps, organizationId) : readOffers(deps.store, organizationId),
    listOrganizations(deps.store),
  ]);
  const names = new Map(organizations.map((each) => [each.organizationId, each.row.name]));
  const found: Offer[] = [];
  await inParallel(listed, atOnceMax, async ({ userId, organizationId: listedFor }) => {
    const account = await loadReadable(deps.store, userId);
    const offer = account && offerOf(account.row, now);
    const left = outgoing && account?.row.organizationId !== organizationId;
    const here = offer && listedFor === offer.to && !left;
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
    const toOrganizationName = names.get(toOrganizationId) ?? '';
    const where = { fromOrganizationName, toOrganizationId, toOrganizationName };
    found.push({ ...who, ...where, offeredAt, expiresAt });
  });
  return found.sort((a, b) => (a.offeredAt < b.offeredAt ? -1 : 1));
}

async function offeredBy(
  deps: Pick<Deps, 'store'>,
  organizationId: string,
): Promise<ListedOffer[]> {
  const found: ListedOffer[] = [];
  for await (const each of readPeople(deps.store, { organizationId, offered: true })) {
    if (each.offeredTo) found.push({ userId: each.userId, organizationId: each.offeredTo });
    if (found.length === limit.pageRowsMax) break;
  }
  return found;
}

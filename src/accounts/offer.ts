/** Offers a person to another organization, which has 14 days to answer, or withdraws the offer. */
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import type { Role } from '../policy/roles.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount, type Decision } from '../store/change.ts';
import type { AccountRow } from '../store/rows/account.ts';
import {
  assertOutranks,
  assertRevision,
  mail,
  noOffer,
  offerOf,
  requirePerson,
  revised,
} from './account.ts';
import { openOrganization } from './admission.ts';

type Request = { loaded: Account; actorId: string; actorRole: Role; ifMatch: number };

/**
 * @throws Refusal own_account, not_found, organization_closed, already_there, role_above_own,
 *   not_active, offer_open, changed_meanwhile
 */
export async function offerTransfer(
  deps: Deps,
  request: Request & { organizationId: string },
  now: string,
): Promise<Account> {
  const { loaded, actorId, actorRole, ifMatch, organizationId } = request;
  if (loaded.userId === actorId) throw new Refusal('own_account');
  if (loaded.row.organizationId === organizationId) throw new Refusal('already_there');
  await openOrganization(deps, organizationId);
  return changeAccount(deps, loaded, { actorId, now }, (account) => {
    const { row } = requirePerson(account);
    assertOutranks(actorRole, row.role);
    assertRevision(row, ifMatch);
    return offering(deps, row, { organizationId, actorId }, now);
  });
}

/** @throws Refusal not_active, offer_open */
export function offering(
  { policy }: Pick<Deps, 'policy'>,
  row: AccountRow,
  { organizationId, actorId }: { organizationId: string; actorId: string },
  now: string,
): Decision {
  if (evaluateLifecycle(row, policy, now).status !== 'active') throw new Refusal('not_active');
  if (offerOf(row, now)) throw new Refusal('offer_open');
  const offer = { offeredTo: organizationId, offeredBy: actorId, offeredAt: now };
  const mails = [mail('transfer_offered', 'now', organizationId)];
  return {
    kind: 'transfer_offered',
    data: { to: organizationId },
    row: revised(row, offer),
    effects: { project: true, offersOf: organizationId, mails },
  };
}

/** @throws Refusal no_offer, role_above_own, changed_meanwhile when it was answered meanwhile */
export async function withdrawOffer(deps: Deps, request: Request, now: string): Promise<Account> {
  const { loaded, actorId, actorRole, ifMatch } = request;
  return changeAccount(deps, loaded, { actorId, now }, (account) => {
    const { row } = requirePerson(account);
    assertOutranks(actorRole, row.role);
    assertRevision(row, ifMatch);
    const offer = offerOf(row, now);
    if (!offer) throw new Refusal('no_offer');
    return {
      kind: 'transfer_withdrawn',
      data: { to: offer.to },
      row: revised(row, noOffer),
      effects: { project: true, offersOf: offer.to },
    };
  });
}

/** An offered person is accepted or declined by the organization to which they are offered, once. */
import type { Deps } from '../deps.ts';
import { isAdministration } from '../policy/admission-rules.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import { type Role, scopeOf } from '../policy/roles.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import {
  assertOutranks,
  assertRevision,
  mailTo,
  noOffer,
  offerOf,
  requirePerson,
  revised,
} from './account.ts';
import { admit } from './admission.ts';
import { moved } from './move.ts';

type Request = { loaded: Account; actorId: string; actorRole: Role; ifMatch: number };

/**
 * @param organizationId the organization for which the caller speaks; undefined: for all
 * @throws Refusal not_found when the person is not offered to it now
 */
export async function loadOffered(
  deps: Pick<Deps, 'store' | 'policy'>,
  userId: string,
  organizationId: string | undefined,
  now: string,
): Promise<Account> {
  const account = requirePerson(await loadAccount(deps.store, userId));
  const offer = offerOf(account.row, now);
  const here = offer && (organizationId === undefined || offer.to === organizationId);
  if (!here || evaluateLifecycle(account.row, deps.policy, now).status !== 'active')
    throw new Refusal('not_found');
  return account;
}

/**
 * The person moves as by the administration: history stays, the old organization sees nothing more.
 * @throws Refusal no_offer, changed_meanwhile, only_administration, and what the rules of the
 *   receiving organization refuse
 */
export async function acceptOffer(deps: Deps, request: Request, now: string): Promise<Account> {
  const { loaded, actorId, actorRole, ifMatch } = request;
  const { row: offered, person } = requirePerson(loaded);
  const organizationId = offered.offeredTo ?? '';
  const newcomer = { organizationId, actorRole, role: offered.role, email: person.email };
  const { rules } = await admit(deps, newcomer);
  if (rules.approval === 'administration' && !isAdministration(actorRole))
    throw new Refusal('only_administration');
  await assertOffererStillMay(deps, loaded, now);
  return changeAccount(deps, loaded, { actorId, now }, (account) => {
    const { row } = requirePerson(account);
    assertOutranks(actorRole, row.role);
    assertRevision(row, ifMatch);
    const { offeredBy } = row;
    const open = offerOf(row, now)?.to === organizationId;
    if (!open || !offeredBy || evaluateLifecycle(row, deps.policy, now).status !== 'active')
      throw new Refusal('no_offer');
    return moved(row, { organizationId, actorId }, [mailTo(offeredBy, 'transfer_answered')]);
  });
}

/** The person stays; who offered is told. @throws Refusal no_offer, changed_meanwhile */
export async function declineOffer(deps: Deps, request: Request, now: string): Promise<Account> {
  const { loaded, actorId, ifMatch } = request;
  return changeAccount(deps, loaded, { actorId, now }, (account) => {
    const { row } = requirePerson(account);
    assertRevision(row, ifMatch);
    const offer = offerOf(row, now);
    if (!offer || !row.offeredBy) throw new Refusal('no_offer');
    const mails = [mailTo(row.offeredBy, 'transfer_answered')];
    return {
      kind: 'transfer_declined',
      data: { to: offer.to },
      row: revised(row, noOffer),
      effects: { project: true, offersOf: offer.to, mails },
    };
  });
}

/** An offer by someone who has lost the right to make it meanwhile is void. */
async function assertOffererStillMay(deps: Deps, { row }: Account, now: string): Promise<void> {
  const offerer = row.offeredBy ? await loadAccount(deps.store, row.offeredBy) : undefined;
  const scope = offerer && scopeOf(offerer.row.role, 'people.offer');
  const may =
    offerer &&
    evaluateLifecycle(offerer.row, deps.policy, now).status === 'active' &&
    (scope === 'any' || (scope === 'own' && offerer.row.organizationId === row.organizationId));
  if (!may) throw new Refusal('no_offer');
}

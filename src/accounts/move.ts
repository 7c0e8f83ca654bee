/** Moves a person to another organization; access to the former one ends at once. */
import type { Deps } from '../deps.ts';
import type { Role } from '../policy/roles.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount, type Decision } from '../store/change.ts';
import {
  assertRevision,
  mail,
  type mailTo,
  noLongerUnconfirmed,
  noOffer,
  requirePerson,
  revised,
} from './account.ts';
import { admit } from './admission.ts';

type Request = {
  loaded: Account;
  actorId: string;
  actorRole: Role;
  ifMatch: number;
  organizationId: string;
};

/**
 * @throws Refusal not_found, organization_closed, changed_meanwhile, and what the organization's
 *   rules refuse
 */
export async function moveUser(deps: Deps, request: Request, now: string): Promise<Account> {
  const { loaded, actorId, actorRole, ifMatch, organizationId } = request;
  const { row, person } = requirePerson(loaded);
  const newcomer = { organizationId, actorRole, role: row.role, email: person.email };
  await admit(deps, newcomer);
  return changeAccount(deps, loaded, { actorId, now }, (account) => {
    const { row } = requirePerson(account);
    assertRevision(row, ifMatch);
    return moved(row, { organizationId, actorId });
  });
}

/** The person belongs to the new organization from their next request on; open offers are void. */
export function moved(
  row: Account['row'],
  { organizationId, actorId }: { organizationId: string; actorId: string },
  mails: readonly ReturnType<typeof mailTo>[] = [],
): Decision {
  const from = row.organizationId;
  return {
    kind: 'organization_changed',
    data: { from, to: organizationId },
    // Whoever admits the person answers for their role there.
    row: revised(noLongerUnconfirmed(row), { organizationId, roleGivenBy: actorId, ...noOffer }),
    effects: {
      project: true,
      leftOrganizationId: from,
      offersOf: row.offeredTo,
      mails: [...mails, ...(row.activatedAt ? [mail('organization_changed')] : [])],
    },
  };
}

/** Moves a person to another organization; the access to the former one ends at once. */
import type { Deps } from '../deps.ts';
import { Refusal } from '../policy/problems.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import { loadOrganization } from '../store/organizations.ts';
import { assertRevision, existing, mail, revised } from './account.ts';

type Request = { loaded: Account; actorId: string; ifMatch: number; organizationId: string };

/** @throws Refusal not_found, organization_closed, changed_meanwhile */
export async function moveUser(deps: Deps, request: Request, now: string): Promise<Account> {
  const { loaded, actorId, ifMatch, organizationId } = request;
  const organization = await loadOrganization(deps.store, organizationId);
  if (!organization) throw new Refusal('not_found');
  if (organization.row.closedAt) throw new Refusal('organization_closed');
  return changeAccount(deps, {
    userId: loaded.userId,
    actorId,
    now,
    loaded,
    decide(account) {
      const { row } = existing(account);
      assertRevision(row, ifMatch);
      const from = row.organizationId;
      return {
        kind: 'organization_changed',
        data: { from, to: organizationId },
        row: revised(row, { organizationId }),
        effects: {
          project: true,
          leftOrganizationId: from,
          ...(row.activatedAt && { mails: [mail('organization_changed')] }),
        },
      };
    },
  });
}

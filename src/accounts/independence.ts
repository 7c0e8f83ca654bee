/** Two persons decide only where neither owes the role to the other, however many are in between. */
import type { Deps } from '../deps.ts';
import { isAdministration } from '../policy/admission-rules.ts';
import { limit } from '../policy/limits.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import type { AccountRow } from '../store/rows.ts';

type Person = Pick<Account, 'userId' | 'row'>;

/** One storage request for each person between the two. */
export async function areIndependent(
  deps: Pick<Deps, 'store'>,
  one: Person,
  other: Person,
): Promise<boolean> {
  const owing = [owesRoleTo(deps, one, other.userId), owesRoleTo(deps, other, one.userId)];
  return !(await Promise.all(owing)).includes(true);
}

async function owesRoleTo(
  deps: Pick<Deps, 'store'>,
  { row }: Person,
  otherId: string,
): Promise<boolean> {
  let giver = giverOf(row);
  for (let between = 0; between < limit.roleGiversMax; between++) {
    if (giver === otherId) return true;
    const account = giver ? await loadAccount(deps.store, giver) : undefined;
    if (!account || isAdministration(account.row.role)) return false;
    giver = giverOf(account.row);
  }
  return giver !== undefined;
}

/** @returns the only one who gave the role; undefined where two persons did, or the service */
function giverOf({ roleGivenBy, proposedBy, invitedBy }: AccountRow): string | undefined {
  if (roleGivenBy) return roleGivenBy;
  const byTwo = proposedBy !== undefined && proposedBy !== invitedBy;
  return byTwo || invitedBy === 'service' ? undefined : invitedBy;
}

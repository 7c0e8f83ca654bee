/** Two people are independent only if neither owes their role to the other, even indirectly. */
import type { Deps } from '../deps.ts';
import { isAdministration } from '../policy/admission-rules.ts';
import { limit } from '../policy/limits.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import { readUserEvents } from '../store/events.ts';
import type { AccountRow } from '../store/rows/account.ts';
import type { Store } from '../store/store.ts';

const givesRole = ['role_changed', 'organization_changed'];
const invites = ['invited', 'invitation_resent'];

type Person = Pick<Account, 'userId' | 'row'>;

/** Two storage requests for each person between them. */
export async function areIndependent(
  deps: Pick<Deps, 'store'>,
  one: Person,
  other: Person,
): Promise<boolean> {
  const owing = [owesRoleTo(deps, one, other.userId), owesRoleTo(deps, other, one.userId)];
  return !(await Promise.all(owing)).includes(true);
}

async function owesRoleTo(
  { store }: Pick<Deps, 'store'>,
  { row }: Person,
  otherId: string,
): Promise<boolean> {
  const givers = new Set(giverOf(row));
  // A set also visits what is added meanwhile.
  for (const giver of givers) {
    if (giver === otherId || givers.size > limit.roleGiversMax) return true;
    const account = await loadAccount(store, giver);
    if (!account || isAdministration(account.row.role)) continue;
    for (const earlier of await giversEver(store, account)) givers.add(earlier);
  }
  return false;
}

/** @returns the sole giver of the role; empty when two people gave it, or the service did */
function giverOf({ roleGivenBy, proposedBy, invitedBy }: AccountRow): string[] {
  if (roleGivenBy) return [roleGivenBy];
  const byTwo = proposedBy !== undefined && proposedBy !== invitedBy;
  return byTwo || invitedBy === 'service' ? [] : [invitedBy];
}

/**
 * What people gave does not lose its origin when their own role is changed, or they are moved or
 * erased, so everybody counts who ever gave them one.
 */
async function giversEver(store: Store, { userId, row }: Person): Promise<string[]> {
  const gave: string[] = [];
  const invited: string[] = [];
  let byTwo = false;
  for await (const { kind, actorId } of readUserEvents(store, userId)) {
    if (givesRole.includes(kind)) gave.push(actorId);
    if (invites.includes(kind)) invited.push(actorId);
    if (kind === 'invitation_proposed') byTwo = true;
  }
  const givers = [...giverOf(row), ...gave, ...(byTwo ? [] : invited)];
  return givers.filter((giver) => giver !== 'service');
}

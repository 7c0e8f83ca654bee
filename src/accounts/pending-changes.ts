/** Shows people what was asked for in their name and is not done yet, and lets them cancel it. */
import type { Deps } from '../deps.ts';
import { type RequestedPurpose, requestedPurposes } from '../policy/link-purposes.ts';
import { Refusal } from '../policy/problems.ts';
import type { Account, Link } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import { requirePerson, revised } from './account.ts';

/** For the person alone: nobody else may see the new address. */
export function pendingChanges({ links }: Account, now: string) {
  return links.flatMap((link) => {
    const what = purposeIn(link, now);
    const { id, email, createdAt, expiresAt } = link;
    return what
      ? [{ changeId: id, what, ...(email && { email }), requestedAt: createdAt, expiresAt }]
      : [];
  });
}

/** The link no longer opens. @throws Refusal not_found when nothing of that id is pending */
export async function cancelPendingChange(
  deps: Deps,
  { loaded, changeId }: { loaded: Account; changeId: string },
  now: string,
): Promise<void> {
  await changeAccount(deps, loaded, { actorId: loaded.userId, now }, (current) => {
    const account = requirePerson(current);
    const cancelled = account.links.find(({ id }) => id === changeId);
    const what = cancelled && purposeIn(cancelled, now);
    if (!what) throw new Refusal('not_found');
    return {
      kind: 'pending_change_cancelled',
      data: { what, link: changeId },
      row: revised(account.row, {}),
      links: account.links.filter((link) => link !== cancelled),
      effects: { project: true },
    };
  });
}

function purposeIn({ purpose, expiresAt }: Link, now: string): RequestedPurpose | undefined {
  return expiresAt > now ? requestedPurposes.find((each) => each === purpose) : undefined;
}

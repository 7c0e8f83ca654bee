/** Erases a person: names, address and secrets are deleted; events remain under a bare id. */

import type { Deps } from '../deps.ts';
import type { EventKindOf } from '../policy/event-names.ts';
import { Refusal } from '../policy/problems.ts';
import type { ErasureRule } from '../policy/statuses.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount, type Decision } from '../store/change.ts';
import type { Keys } from '../store/keyring.ts';
import type { AccountRow } from '../store/rows/account.ts';
import { assertRevision, requirePerson } from './account.ts';

type Erasure = { loaded: Account; actorId: string };

/** @throws Refusal own_account, last_administrator, changed_meanwhile */
export async function eraseNow(
  deps: Deps,
  { loaded, actorId, ifMatch }: Erasure & { ifMatch: number },
  now: string,
): Promise<void> {
  if (loaded.userId === actorId) throw new Refusal('own_account');
  await erase(deps, { loaded, actorId }, 'erased', now, (account) =>
    assertRevision(account.row, ifMatch),
  );
}

/** @throws Refusal not_invited when the account has been activated */
export async function revokeInvitation(deps: Deps, erasure: Erasure, now: string): Promise<void> {
  await erase(deps, erasure, 'invitation_revoked', now, (account) => {
    if (account.row.activatedAt) throw new Refusal('not_invited');
  });
}

/** @param check throws when the account must not be erased in its current state */
export async function erase(
  deps: Deps,
  { loaded, actorId }: Erasure,
  kind: EventKindOf<'user'>,
  now: string,
  check: (account: Account) => void,
): Promise<Account> {
  const keys = await deps.keyring.load(now);
  return changeAccount(deps, loaded, { actorId, now }, (account) => {
    check(requirePerson(account));
    return erasure(keys, requirePerson(account), { kind, actorId }, now);
  });
}

function erasure(
  keys: Keys,
  account: ReturnType<typeof requirePerson>,
  { kind, actorId }: { kind: EventKindOf<'user'>; actorId: string },
  now: string,
): Decision {
  return {
    kind,
    data: { rule: ruleOf(account, kind, actorId) },
    row: { ...remainder(account.row), revision: account.row.revision + 1, erasedAt: now },
    person: null,
    sessions: [],
    links: [],
    formerAddresses: [],
    attempts: null,
    dataRequests: [],
    factors: [],
    recovery: null,
    codes: null,
    effects: {
      project: true,
      loginRemoved: keys.emailHash(account.person.email),
      offersOf: account.row.offeredTo,
    },
  };
}

/** The rule that the certificate of erasure states once no other data is left to tell it. */
function ruleOf(
  { row, dataRequests }: Account,
  kind: EventKindOf<'user'>,
  actorId: string,
): ErasureRule {
  if (kind === 'invitation_revoked') return kind;
  const asked = dataRequests.some((each) => each.kind === 'erase' && each.outcome !== 'declined');
  if (actorId !== 'service') return asked ? 'data_request' : 'erased';
  if (row.deactivatedAt) return row.deactivatedBecause ?? 'erased';
  return row.approvalAskedAt ? 'approval_not_given' : 'invitation_unused';
}

/** What remains: the ids and dates that give the events their meaning. */
export function remainder(row: AccountRow) {
  const { organizationId, role, invitedAt, invitedBy, activatedAt, chainHead, chainLength } = row;
  return { organizationId, role, invitedAt, invitedBy, activatedAt, chainHead, chainLength };
}

/** Whoever proves anew that an account is theirs ends what others may have begun with it. */

import type { EventKindOf } from '../policy/event-names.ts';
import { type LinkPurpose, linkPurposes, requestedPurposes } from '../policy/link-purposes.ts';
import { type ProblemCode, Refusal } from '../policy/problems.ts';
import type { Account } from '../store/accounts.ts';
import type { Decision } from '../store/change.ts';

type Ends = { sessions: 'all' | 'others' | 'none'; links: readonly LinkPurpose[] };

/**
 * THE table of what each proof ends. Each also ends second steps and enrollments under way, and
 * what only a newer release can read.
 */
export const ownershipProofs = {
  password_reset: { sessions: 'all', links: requestedPurposes },
  password_changed: { sessions: 'others', links: requestedPurposes },
  sessions_ended: { sessions: 'all', links: requestedPurposes },
  second_factor_added: { sessions: 'others', links: requestedPurposes },
  second_factor_removed: { sessions: 'others', links: requestedPurposes },
  recovery_codes_renewed: { sessions: 'others', links: requestedPurposes },
  second_factor_reset: { sessions: 'all', links: requestedPurposes },
  restored: { sessions: 'all', links: linkPurposes },
  address_changed: { sessions: 'none', links: linkPurposes },
} as const satisfies { [K in EventKindOf<'user'>]?: Ends };

export type OwnershipProof = keyof typeof ownershipProofs;

/**
 * The part of a decision that every proof shares.
 * @param sessionId the one that stays where only the others end
 */
export function ownershipProven(
  account: Account,
  kind: OwnershipProof,
  now: string,
  sessionId?: string,
) {
  const { sessions, links }: Ends = ownershipProofs[kind];
  const proofs = proofsOf(account) + 1;
  return {
    kind,
    row: { ...account.row, ownershipProofs: proofs, ownershipProvenAt: now },
    sessions: account.sessions.filter(
      ({ id }) => sessions === 'none' || (sessions === 'others' && id === sessionId),
    ),
    links: account.links.filter(({ purpose }) => !links.includes(purpose)),
    unreadable: 'ended',
  } satisfies Decision;
}

/** What a ticket remembers of the account: with a newer proof it is void. */
export const proofsOf = ({ row }: Pick<Account, 'row'>): number => row.ownershipProofs ?? 0;

/**
 * What the password or a session has allowed is not carried out when a proof came in between.
 * @throws Refusal with the code
 */
export function assertNoNewerProof(loaded: Account, current: Account, code: ProblemCode): void {
  const samePassword = current.row.passwordHash === loaded.row.passwordHash;
  if (!samePassword || proofsOf(current) !== proofsOf(loaded)) throw new Refusal(code);
}

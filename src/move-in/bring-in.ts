/** Creates the account of one person who moves in, or gives an existing one its external id. */

import { dayOf } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import type { Bucket } from '../policy/move-in-buckets.ts';
import { Refusal } from '../policy/problems.ts';
import { dayMs, laterBy } from '../policy/time.ts';
import { legacyHashName } from '../sessions/check-password.ts';
import { loadAccount } from '../store/accounts.ts';
import { type ChangeDeps, changeAccount, type Decision } from '../store/change.ts';
import { fileLegacyHash } from '../store/legacy-hashes.ts';
import type { Plan } from './classify.ts';

export type Acting = { actorId: string; now: string };

/**
 * Twelve storage requests for a new person with a password.
 * @returns `here` if an earlier try has created the account
 * @throws Refusal address_taken, organization_closed, organization_full, request_in_progress
 */
export async function bringIn(
  deps: ChangeDeps,
  plan: Plan,
  bucket: Bucket,
  acting: Acting,
): Promise<'moved' | 'here'> {
  const { userId, hash, person, language } = plan;
  const keys = await deps.keyring.load(acting.now);
  const until = laterBy(acting.now, limit.legacyHashDays * dayMs);
  if (hash) await fileLegacyHash(deps.store, userId, dayOf(until));
  const legacyHash = hash ? { sealed: keys.seal(hash, legacyHashName(userId)), until } : undefined;
  try {
    await changeAccount(deps, { userId }, acting, (account) => {
      if (account) throw new Refusal('idempotency_key_reused');
      const { email, firstName, lastName, externalId } = person;
      return {
        kind: 'moved_in',
        data: { role: plan.role },
        row: rowOf(plan, bucket, acting),
        person: { email, firstName, lastName, language, ...(externalId && { externalId }) },
        legacyHash,
        effects: { project: true, loginAdded: keys.emailHash(email) },
      };
    });
    return 'moved';
  } catch (error) {
    if (error instanceof Refusal && error.code === 'idempotency_key_reused') return 'here';
    throw error;
  }
}

/**
 * Who never signed in is invited once the operator says so. Others are active from today, though
 * their last activity was elsewhere; blocked people can be restored as if they had been deactivated.
 */
function rowOf(
  { person, organizationId, role }: Plan,
  bucket: Bucket,
  { actorId, now }: Acting,
): Decision['row'] {
  const place = { organizationId, role, revision: 1, chainLength: 0, invitedBy: actorId };
  const { createdAt = now, lastSignInAt, status } = person;
  if (lastSignInAt === null && status === 'active') return { ...place, invitedAt: now };
  const active = {
    invitedAt: createdAt,
    activatedAt: now,
    ...(lastSignInAt && { lastActivityAt: lastSignInAt }),
  };
  const blocked = { deactivatedAt: now, deactivatedBecause: 'administration' as const };
  return { ...place, ...active, ...(bucket === 'blocked' && blocked) };
}

/**
 * The account keeps everything that it has.
 * @throws Refusal changed_meanwhile if the account has another external id or is gone
 */
export async function giveExternalId(
  deps: ChangeDeps,
  { userId, person: { externalId } }: Plan,
  acting: Acting,
): Promise<void> {
  const loaded = await loadAccount(deps.store, userId);
  await changeAccount(deps, loaded ?? { userId }, acting, (account) => {
    const person = account?.person;
    if (!account || !person || (person.externalId ?? externalId) !== externalId)
      throw new Refusal('changed_meanwhile');
    return {
      kind: 'moved_in',
      row: account.row,
      person: { ...person, externalId },
      effects: { project: true },
    };
  });
}

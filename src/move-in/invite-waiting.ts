/** Invites those who moved in without ever having signed in, each once. */

import { revised } from '../accounts/account.ts';
import { rulesIn } from '../accounts/admission.ts';
import { openInvitation } from '../accounts/invite.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import { changeAccount, type Decision } from '../store/change.ts';
import { inParallel } from '../store/in-parallel.ts';
import type { Acting } from './bring-in.ts';
import { openClassifier } from './classify-all.ts';
import { countRepeats } from './known-people.ts';
import { readSource } from './read-source.ts';
import { type Ask, batchesOf, type RunDeps } from './run.ts';

/**
 * Two storage requests for each person who never signed in, and those of a change for the invited.
 * @returns how many were invited now
 * @throws Refusal invalid_input when the file cannot be read
 */
export async function inviteWaiting(
  deps: RunDeps,
  { text, mapping }: Pick<Ask, 'text' | 'mapping'>,
  acting: Acting,
): Promise<number> {
  const repeats = countRepeats(readSource(text));
  const classifyLines = await openClassifier(deps, mapping, repeats, acting.now);
  let invited = 0;
  for (const batch of batchesOf(readSource(text))) {
    const lines = await classifyLines(batch);
    const never = lines.filter(({ isHere, notes }) => isHere && notes.includes('never_signed_in'));
    await inParallel(never, limit.moveInPeopleAtOnceMax, async ({ plan }) => {
      if (plan && (await inviteOnce(deps, plan.userId, acting))) invited++;
    });
  }
  return invited;
}

/** An invitation that was declined, or that awaits an approval, is not this command's to send. */
const isWaiting = ({ person, row }: Account): boolean =>
  person !== undefined &&
  ![
    ...[row.activatedAt, row.invitationExpiresAt, row.approvalAskedAt],
    ...[row.declinedAt, row.deactivatedAt],
  ].some(Boolean);

/** @returns false if the person was invited before, or is not to be */
async function inviteOnce(deps: RunDeps, userId: string, acting: Acting): Promise<boolean> {
  const loaded = await loadAccount(deps.store, userId);
  if (!loaded || !isWaiting(loaded)) return false;
  const keys = await deps.keyring.load(acting.now);
  const rules = await rulesIn(deps, loaded.row.organizationId);
  const decide = (account: Account | undefined): Decision => {
    if (!account || !isWaiting(account)) throw new Refusal('not_invited');
    const { row, links, mails } = openInvitation(keys, rules, userId, acting.now);
    return {
      kind: 'invitation_resent',
      row: revised(account.row, { ...row, invitedAt: acting.now }),
      links,
      effects: { project: true, mails },
    };
  };
  try {
    await changeAccount(deps, loaded, acting, decide);
    return true;
  } catch (error) {
    // Another run of the command came first.
    if (error instanceof Refusal && error.code === 'not_invited') return false;
    throw error;
  }
}

/** Invites those who moved in without ever having signed in, each once. */

import { revised } from '../accounts/account.ts';
import { rulesIn } from '../accounts/admission.ts';
import { openInvitation } from '../accounts/invite.ts';
import { Refusal } from '../policy/problems.ts';
import { loadAccount } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
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
  for (const batch of batchesOf(readSource(text)))
    for (const { isHere, notes, plan } of await classifyLines(batch))
      if (plan && isHere && notes.includes('never_signed_in'))
        invited += (await inviteOnce(deps, plan.userId, acting)) ? 1 : 0;
  return invited;
}

/** @returns false if the person was invited before */
async function inviteOnce(deps: RunDeps, userId: string, acting: Acting): Promise<boolean> {
  const loaded = await loadAccount(deps.store, userId);
  if (!loaded || loaded.row.activatedAt || loaded.row.invitationExpiresAt) return false;
  const keys = await deps.keyring.load(acting.now);
  const rules = await rulesIn(deps, loaded.row.organizationId);
  await changeAccount(deps, loaded, acting, (account) => {
    if (!account?.person || account.row.activatedAt || account.row.invitationExpiresAt)
      throw new Refusal('not_invited');
    const { row, links, mails } = openInvitation(keys, rules, userId, acting.now);
    return {
      kind: 'invitation_resent',
      row: revised(account.row, { ...row, invitedAt: acting.now }),
      links,
      effects: { project: true, mails },
    };
  });
  return true;
}

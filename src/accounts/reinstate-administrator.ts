/** Makes the person who has the address of the settings an administrator who can sign in. */
import type { Deps } from '../deps.ts';
import { admissionRulesOf } from '../policy/admission-rules.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import { mail, requirePerson, revised } from './account.ts';
import { openInvitation } from './invite.ts';
import { restore } from './restore.ts';

const service = 'service';

/**
 * Each step leaves a state from which the next run goes on.
 * @param account of somebody whose data is kept
 * @throws Refusal when somebody changed the account at the same moment
 */
export async function reinstate(
  deps: Deps,
  account: Account,
  now: string,
): Promise<'active' | 'waiting' | 'invited' | 'reinstated'> {
  const { row } = account;
  const { status } = evaluateLifecycle(row, deps.policy, now);
  if (status === 'active' && row.role === 'admin') return 'active';
  if (status === 'active') await promote(deps, account.userId, now);
  else if (status === 'deactivated') await restoreAsAdministrator(deps, account, now);
  else {
    const stands = status === 'invited' && row.role === 'admin' && row.invitedBy === service;
    if (stands) return 'waiting';
    await inviteAgain(deps, account, now);
    return 'invited';
  }
  return 'reinstated';
}

async function restoreAsAdministrator(deps: Deps, loaded: Account, now: string): Promise<void> {
  const ifMatch = loaded.row.revision;
  const restored = await restore(deps, { loaded, actorId: service, ifMatch }, now);
  if (restored.row.role !== 'admin') await promote(deps, loaded.userId, now);
}

async function promote(deps: Deps, userId: string, now: string): Promise<void> {
  const loaded = requirePerson(await loadAccount(deps.store, userId));
  await changeAccount(deps, loaded, { actorId: service, now }, (account) => {
    const { row } = requirePerson(account);
    if (evaluateLifecycle(row, deps.policy, now).status !== 'active' || row.role === 'admin')
      throw new Refusal('changed_meanwhile');
    return {
      kind: 'role_changed',
      data: { from: row.role, to: 'admin' },
      row: revised(row, { role: 'admin' }),
      effects: { project: true, mails: [mail('role_changed', 'now')] },
    };
  });
}

/** An invitation by somebody who has lost the right to it would be refused: it is the service's now. */
async function inviteAgain(deps: Deps, loaded: Account, now: string): Promise<void> {
  const keys = await deps.keyring.load(now);
  const rules = admissionRulesOf({}, deps.settings.INVITATION_LIFETIME_DAYS);
  await changeAccount(deps, loaded, { actorId: service, now }, (account) => {
    const { row, userId } = requirePerson(account);
    if (row.activatedAt) throw new Refusal('changed_meanwhile');
    const opened = openInvitation(keys, rules, userId, now);
    const given = { role: 'admin', invitedAt: now, invitedBy: service } as const;
    const open = { approvalAskedAt: undefined, mailFailedAt: undefined };
    return {
      kind: 'invitation_resent',
      data: { role: 'admin' },
      row: revised(row, { ...opened.row, ...given, ...open }),
      links: opened.links,
      effects: { project: true, mails: opened.mails },
    };
  });
}

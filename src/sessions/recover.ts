/** Forgotten and changed passwords; a correct reset link always works, whoever guesses meanwhile. */

import { mail, requirePerson, revised } from '../accounts/account.ts';
import { openLink } from '../accounts/link.ts';
import { assertNoNewerProof, ownershipProven } from '../accounts/ownership.ts';
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import type { Account } from '../store/accounts.ts';
import { orTakeBack, takeBack } from '../store/attempts.ts';
import { changeAccount, type Decision } from '../store/change.ts';
import { assertGoodPassword, hashPassword, passwordMatches } from './password.ts';
import { countOwnAttempt, rememberSource } from './sources.ts';

/** Ends all sessions, forgets guesses, and lets its source in from now on. @throws Refusal link_invalid, weak_password */
export async function resetPassword(
  deps: Deps,
  { token, password, source }: { token: string; password: string; source: string },
  now: string,
): Promise<void> {
  const { account, link } = await openLink(deps, token, ['password_reset'], now);
  if (evaluateLifecycle(account.row, deps.policy, now).status !== 'active')
    throw new Refusal('link_invalid');
  await assertGoodPassword(password, requirePerson(account).person, 'body.password');
  const who = { account: account.userId, source };
  const passwordHash = await hashPassword(deps, password, who, now);
  await changeAccount(deps, account, { actorId: account.userId, now }, (current) => {
    const stands = current?.links.some((kept) => kept.id === link.id);
    if (!current?.person || !stands) throw new Refusal('link_invalid');
    const proven = ownershipProven(current, 'password_reset', now);
    return { ...passwordChange(proven, passwordHash, now), data: { link: link.id } };
  });
  const keys = await deps.keyring.load(now);
  const emailHash = keys.emailHash(requirePerson(account).person.email);
  await rememberSource(deps.store, keys, { emailHash, source }, now);
}

/** Keeps this session, ends the others. @throws Refusal wrong_password, weak_password */
export async function changePassword(
  deps: Deps,
  request: {
    loaded: Account;
    sessionId: string;
    currentPassword: string;
    newPassword: string;
    source: string;
  },
  now: string,
): Promise<void> {
  const { loaded, sessionId, currentPassword, newPassword, source } = request;
  await assertOwnPassword(deps, loaded, currentPassword, source, now);
  await assertGoodPassword(newPassword, requirePerson(loaded).person, 'body.newPassword');
  const { userId } = loaded;
  const who = { account: userId, source };
  const passwordHash = await hashPassword(deps, newPassword, who, now);
  await changeAccount(deps, loaded, { actorId: userId, now }, (current) => {
    const account = requirePerson(current);
    assertNoNewerProof(loaded, account, 'wrong_password');
    const proven = ownershipProven(account, 'password_changed', now, sessionId);
    return passwordChange(proven, passwordHash, now);
  });
}

/** One limit for every path that takes a password; a right one uses up nothing. @throws Refusal wrong_password */
export async function assertOwnPassword(
  deps: Deps,
  account: Account,
  password: string,
  source: string,
  now: string,
): Promise<void> {
  const counted = await countOwnAttempt(deps, requirePerson(account), source, now);
  const hash = account.row.passwordHash;
  if (!hash) throw new Refusal('wrong_password');
  const check = passwordMatches(deps, password, hash, { account: account.userId, source }, now);
  if (!(await orTakeBack(deps.store, counted, check, now))) throw new Refusal('wrong_password');
  await takeBack(deps.store, counted, now);
}

function passwordChange(
  proven: ReturnType<typeof ownershipProven>,
  passwordHash: string,
  now: string,
): Decision {
  return {
    ...proven,
    row: revised(proven.row, { passwordHash }),
    attempts: { count: 0, since: now },
    effects: { project: true, mails: [mail('password_changed', 'now')] },
  };
}

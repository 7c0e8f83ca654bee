/** A correct password from another system that the rules do not allow here is replaced at once. */
import { requirePerson } from '../accounts/account.ts';
import { linkToken, newLink, withLink } from '../accounts/link.ts';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { faultsOfPassword } from '../policy/passwords.ts';
import { Refusal } from '../policy/problems.ts';
import { minuteMs } from '../policy/time.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import { storedHash } from './check-password.ts';
import { commonPasswords } from './common-passwords.ts';
import { canSignIn } from './enter.ts';

/** Only passwords from another system are judged: others were when they were chosen. */
export async function mustReplace(account: Account, password: string): Promise<boolean> {
  if (account.row.passwordHash !== undefined) return false;
  const { firstName, lastName, email } = requirePerson(account).person;
  const names = [firstName, lastName, email];
  return faultsOfPassword(password, names, '', await commonPasswords()).length > 0;
}

/**
 * A link as in the e-mail for a forgotten password, for a person who has just proved to know the
 * password.
 * @returns its token
 * @throws Refusal sign_in_failed when the account changed in the meantime
 */
export async function replacementToken(deps: Deps, loaded: Account, now: string): Promise<string> {
  const keys = await deps.keyring.load(now);
  const { userId } = loaded;
  const former = storedHash(loaded, now);
  const life = limit.resetLinkMinutes * minuteMs;
  const link = newLink(keys, userId, 'password_reset', now, life);
  await changeAccount(deps, loaded, { actorId: userId, now }, (account) => {
    if (!account || !canSignIn(deps, account, former, now)) throw new Refusal('sign_in_failed');
    return {
      kind: 'password_reset_requested',
      data: { link: link.id },
      row: account.row,
      links: withLink(account.links, link),
    };
  });
  return linkToken(keys, userId, link);
}

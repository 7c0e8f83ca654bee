/** Creates people in storage by the change protocol, with any dates that a test needs. */
import { randomUUID } from 'node:crypto';
import { type Account, loadAccount } from '../../src/store/accounts.ts';
import { type ChangeDeps, changeAccount, type Decision } from '../../src/store/change.ts';
import type { AccountRow, PersonRow } from '../../src/store/rows/account.ts';

export type Given = Partial<AccountRow> & { userId?: string; person?: Partial<PersonRow> };

/** @param at instant of activation @returns the person's id and address */
export async function settle(
  deps: ChangeDeps,
  at: string,
  { userId = randomUUID(), person = {}, ...row }: Given,
): Promise<{ userId: string; email: string }> {
  // One word for the search index, where the id's parts would be five.
  const email = person.email ?? `${userId.replaceAll('-', '')}@example.fi`;
  const keys = await deps.keyring.load(at);
  await changeAccount(deps, { userId }, { actorId: 'service', now: at }, () => ({
    kind: 'activated',
    row: {
      organizationId: randomUUID(),
      role: 'editor',
      revision: 1,
      invitedAt: at,
      invitedBy: 'service',
      activatedAt: at,
      lastActivityAt: at,
      ...row,
    },
    person: { firstName: 'Maija', lastName: 'Meikäläinen', language: 'en', ...person, email },
    effects: { project: true, loginAdded: keys.emailHash(email) },
  }));
  return { userId, email };
}

/** Changes an existing person as the service itself would. @returns the changed account */
export async function changePerson(
  deps: ChangeDeps,
  userId: string,
  now: string,
  decide: (account: Account) => Decision,
): Promise<Account> {
  const loaded = await loadAccount(deps.store, userId);
  return changeAccount(deps, loaded ?? { userId }, { actorId: 'service', now }, (account) => {
    if (!account) throw new Error('the account is missing');
    return decide(account);
  });
}

/** Accounts in storage by the thousand, as rows only: nobody signs in with them. */
import { randomUUID } from 'node:crypto';
import { inParallel } from '../../src/store/in-parallel.ts';
import { accountKey, loginKey } from '../../src/store/keys-of.ts';
import { write } from '../../src/store/tables.ts';
import type { Service } from '../harness.ts';

const atOnceMax = 16;

/** Account rows and sign-in addresses, each in the partition where the service keeps it. */
export async function fillAccounts({ deps, clock }: Service, count: number): Promise<void> {
  const at = clock.iso;
  const accounts = await deps.store.table('accounts');
  const logins = await deps.store.table('logins');
  const { emailHash } = await deps.keyring.load(at);
  const people = Array.from({ length: count }, () => randomUUID());
  await inParallel(people, atOnceMax, async (userId) => {
    const row = {
      organizationId: randomUUID(),
      role: 'expert',
      revision: 1,
      invitedBy: 'service',
      chainLength: 1,
      invitedAt: at,
      activatedAt: at,
      lastActivityAt: at,
      changedAt: at,
    };
    await write(accounts, [{ do: 'put', key: accountKey(userId), row }]);
    const login = {
      do: 'put' as const,
      key: loginKey(emailHash(`${userId}@example.fi`)),
      row: { userId },
    };
    await write(logins, [login]);
  });
}

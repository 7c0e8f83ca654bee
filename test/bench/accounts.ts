/** Fills storage with thousands of accounts, as rows only: nobody signs in with them. */
import { randomUUID } from 'node:crypto';
import { inParallel } from '../../src/store/in-parallel.ts';
import { accountKey, directoryKey, loginKey } from '../../src/store/row-keys.ts';
import { transactionPartsMax, write } from '../../src/store/tables.ts';
import type { Service } from '../support/harness.ts';

const atOnceMax = 16;

/** Adds account rows and sign-in addresses, each in the service's own partition. */
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

/** Adds people of one organization, as directory rows only. */
export async function fillOrganization(
  { deps, clock }: Pick<Service, 'deps' | 'clock'>,
  organizationId: string,
  count: number,
): Promise<void> {
  const table = await deps.store.table('directory');
  const dates = { invitedAt: clock.iso, activatedAt: clock.iso, lastActivityAt: clock.iso };
  const parts = Array.from({ length: count }, (_, n) => ({
    do: 'put' as const,
    key: directoryKey(organizationId, randomUUID()),
    row: {
      ...dates,
      ...{ firstName: 'Aino', lastName: `Korhonen ${n}`, email: `person${n}@example.fi` },
      ...{ language: 'fi', organizationId, role: 'expert', revision: 1 },
    },
  }));
  for (let from = 0; from < parts.length; from += transactionPartsMax)
    await write(table, parts.slice(from, from + transactionPartsMax));
}

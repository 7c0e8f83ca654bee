/** Makes anew what follows from the accounts: addresses, lists and due days. */
import { accountFrom } from '../store/accounts.ts';
import { reserveLogin, runEffects } from '../store/effects.ts';
import { inParallel } from '../store/in-parallel.ts';
import type { Keyring } from '../store/keyring.ts';
import type { Store } from '../store/store.ts';
import type { Row } from './parts.ts';

const atOnceMax = 16;

/** @param rows of whole partitions of `accounts` */
export async function project(
  deps: { store: Store; keyring: Keyring },
  rows: readonly Row[],
  now: string,
): Promise<void> {
  const keys = await deps.keyring.load(now);
  const people = [...Map.groupBy(rows, (row) => row.partitionKey)];
  await inParallel(people, atOnceMax, async ([userId, own]) => {
    const account = accountFrom(
      userId,
      own.map((row) => ({ ...row, etag: '' })),
    );
    if (!account) return;
    const change = { eventId: '', userId, effects: { project: true } };
    await runEffects(deps.store, change, account);
    if (account.person)
      await reserveLogin(deps.store, keys.emailHash(account.person.email), userId);
  });
}

/** Rebuilds what is derived from the accounts: addresses, lists and due days. */
import { type Account, accountFrom } from '../store/accounts.ts';
import { runEffects } from '../store/effects.ts';
import { readableIn } from '../store/foreign.ts';
import { inParallel } from '../store/in-parallel.ts';
import type { Keyring } from '../store/keyring.ts';
import { reserveLogin } from '../store/logins.ts';
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
    const account = readable(userId, own);
    if (!account) return;
    const change = { eventId: '', userId, effects: { project: true } };
    await runEffects({ store: deps.store, keys }, change, account);
    if (account.person)
      await reserveLogin(deps.store, keys.emailHash(account.person.email), { userId });
  });
}

/** An account that only a newer release can read is still restored; that release lists it. */
function readable(userId: string, rows: readonly Row[]): Account | undefined {
  const stored = rows.map((row) => ({ ...row, etag: '' }));
  return readableIn(() => accountFrom(userId, stored))[0];
}

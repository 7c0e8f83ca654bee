/** Keeps a signing key ahead and the next month's journal ready before anybody needs them. */
import type { Deps } from '../deps.ts';
import { firstOfMonth } from './retention.ts';

export async function tendKeys(deps: Pick<Deps, 'keyring' | 'store'>, now: string) {
  await deps.keyring.tend(now);
  await deps.store.journal(firstOfMonth(now, 1).slice(0, 7).replace('-', ''));
  return { tended: 1 };
}

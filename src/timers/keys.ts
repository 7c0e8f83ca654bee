/** Prepares the next signing key and the next month's journal before they are needed. */

import type { Deps } from '../deps.ts';
import { firstOfMonth, monthOf } from '../policy/time.ts';
import { makeJournal } from '../store/journal.ts';

export async function maintainKeys(deps: Pick<Deps, 'keyring' | 'store'>, now: string) {
  await deps.keyring.tend(now);
  await makeJournal(deps.store, monthOf(firstOfMonth(now, 1)));
  return { tended: 1 };
}

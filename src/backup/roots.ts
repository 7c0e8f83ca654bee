/** Backs up and restores the roots of the audit log, so that earlier days can still be verified. */
import { monthOf } from '../policy/time.ts';
import { createRoot, listRootDays, readRoot } from '../store/audit-roots.ts';
import type { Store } from '../store/store.ts';
import type { Root } from './parts.ts';

/**
 * @param firstMonth the oldest month with a journal; nothing is left to verify before it
 * @returns the roots as stored, one by one. Two storage requests each.
 */
export async function* rootsSince(
  store: Pick<Store, 'container'>,
  firstMonth: string,
): AsyncGenerator<Root> {
  for (const day of await listRootDays(store)) {
    const text = monthOf(day) < firstMonth ? undefined : await readRoot(store, day);
    if (text !== undefined) yield { day, text };
  }
}

/** An existing root stays. One storage request. */
export async function restoreRoot(
  store: Pick<Store, 'container'>,
  { day, text }: Root,
): Promise<void> {
  await createRoot(store, day, text);
}

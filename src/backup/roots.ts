/** A backup holds the roots of the audit log, so that days before it can still be verified. */
import { monthOf } from '../policy/time.ts';
import { createRoot, listRootDays, readRoot } from '../store/audit-roots.ts';
import type { Store } from '../store/store.ts';
import type { Root } from './parts.ts';

/**
 * @param firstMonth the oldest month with a journal; of earlier days there is nothing left to verify
 * @returns one root after the other, as stored. Two storage requests each.
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

/** A root that is there already stays. One storage request. */
export async function restoreRoot(
  store: Pick<Store, 'container'>,
  { day, text }: Root,
): Promise<void> {
  await createRoot(store, day, text);
}

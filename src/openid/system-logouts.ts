/**
 * After a system was disabled or its roles changed, each entry is checked, page by page: the system is
 * told about everybody who may no longer be there.
 */
import type { Deps } from '../deps.ts';
import { inParallel } from '../store/in-parallel.ts';
import { readEntries } from '../store/system-entries.ts';
import { putWork, type Work } from '../store/work.ts';

const atOnceMax = 16;

/** One storage request for each thousand people, and one for each entry. */
export async function tellOfEverybody(
  { store }: Pick<Deps, 'store'>,
  { systemId, next: start }: Extract<Work, { kind: 'system_logouts' }>,
): Promise<void> {
  const page = await readEntries(store, systemId, start);
  await inParallel(page.entries, atOnceMax, (entry) =>
    putWork(store, 'signals', { kind: 'logout', systemId, ...entry }),
  );
  const next = page.next;
  if (next) await putWork(store, 'signals', { kind: 'system_logouts', systemId, next });
}

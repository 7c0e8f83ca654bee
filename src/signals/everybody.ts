/** Tells a connected system again about many people, page by page, without holding anybody up. */
import type { Deps } from '../deps.ts';
import { inParallel } from '../store/in-parallel.ts';
import { readKnownPeople } from '../store/known-systems.ts';
import { loadSystem, putOutage, receivedSignals } from '../store/systems.ts';
import { readWaiting } from '../store/waiting-signals.ts';
import { putWork, type Work } from '../store/work.ts';

const atOnceMax = 16;

/** Two storage requests, one more for each page, and one for each person. */
export async function signalsOfEverybody(
  deps: Pick<Deps, 'store' | 'systems'>,
  work: Extract<Work, { kind: 'signals_of_everybody' }>,
  now: string,
): Promise<void> {
  const { store } = deps;
  const { systemId, who, from, next: start } = work;
  const system = await loadSystem(store, systemId);
  if (!system || !receivedSignals(system)) return;
  // Somebody has mended it, or wants to know: it is tried at once.
  if (start === undefined) await putOutage(deps, systemId, undefined);
  const page =
    who === 'known'
      ? await readKnownPeople(store, systemId, { from, next: start })
      : await readWaiting(store, systemId, { next: start });
  const people = 'people' in page ? page.people : page.waiting.map(({ userId }) => userId);
  const message = { kind: 'signal', systemId, since: now, again: true } as const;
  await inParallel(people, atOnceMax, (userId) =>
    putWork(store, 'signals', { ...message, userId, ...(from && { from }) }),
  );
  if (page.next) await putWork(store, 'signals', { ...work, next: page.next });
}

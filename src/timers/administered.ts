/** Says when a service that was administered is so no more; a new one waits for its first administrator. */
import type { Deps } from '../deps.ts';
import { readTimer } from '../store/timer-state.ts';

/** As the last run of the timer `firstAdministrator` found it. One storage request. */
export async function lacksAdministrator(deps: Pick<Deps, 'store'>): Promise<boolean> {
  const { ranAt, seenAt } = (await readTimer(deps, 'firstAdministrator')) ?? {};
  return ranAt !== undefined && seenAt !== undefined && seenAt < ranAt;
}

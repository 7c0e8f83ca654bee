/** Detects that a service has lost its last administrator; a new service does not count. */
import type { Deps } from '../deps.ts';
import { readTimer } from '../store/timer-state.ts';

/** According to the last run of the timer `firstAdministrator`. One storage request. */
export async function lacksAdministrator(deps: Pick<Deps, 'store'>): Promise<boolean> {
  const { ranAt, seenAt } = (await readTimer(deps, 'firstAdministrator')) ?? {};
  return ranAt !== undefined && seenAt !== undefined && seenAt < ranAt;
}

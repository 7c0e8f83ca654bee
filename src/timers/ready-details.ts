/** What operators should know although the service works, shown by `health/ready`. */
import { copyState } from '../backup/copy-state.ts';
import type { Deps } from '../deps.ts';
import { pauseView } from './pause.ts';

type Detail = { field: string; message: string };

/** At most two storage requests. @returns nothing about anybody: the response is public */
export async function readyDetails(
  deps: Pick<Deps, 'store' | 'keyring' | 'pauses' | 'outside'>,
  now: string,
): Promise<Detail[]> {
  const [{ pause }, copies] = await Promise.all([pauseView(deps, now), copyState(deps, now)]);
  const newest = copies?.newest ? `the newest copy is of ${copies.newest}` : 'there is no copy yet';
  return [
    ...(pause ? [{ field: 'lifecycle', message: `paused since ${pause.since}` }] : []),
    ...(copies?.late ? [{ field: 'backupCopies', message: newest }] : []),
  ];
}

/** What operators should know although the service works, shown by `health/ready`. */
import type { Deps } from '../deps.ts';
import { pauseView } from './pause.ts';

type Detail = { field: string; message: string };

/** One storage request. @returns nothing about anybody: the response is public */
export async function readyDetails(deps: Pick<Deps, 'pauses'>, now: string): Promise<Detail[]> {
  const { pause } = await pauseView(deps, now);
  return pause ? [{ field: 'lifecycle', message: `paused since ${pause.since}` }] : [];
}

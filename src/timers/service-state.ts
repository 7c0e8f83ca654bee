/** How the service is: when each timer last ran, and how much waits in each queue. */
import type { Deps } from '../deps.ts';
import { mailQueues, poisonOf } from '../store/names.ts';
import { heartbeats } from './heartbeats.ts';

/** Queue lengths are storage's own estimate. */
export async function serviceState(deps: Pick<Deps, 'store' | 'keyring'>, now: string) {
  const [timers, queues] = await Promise.all([
    heartbeats(deps, now),
    Promise.all(
      Object.values(mailQueues).map(async (queue) => {
        const [waiting, poisoned] = await Promise.all([
          lengthOf(deps, queue),
          lengthOf(deps, poisonOf(queue)),
        ]);
        return { queue, waiting, poisoned };
      }),
    ),
  ]);
  return { timers, queues };
}

async function lengthOf(deps: Pick<Deps, 'store'>, queue: string): Promise<number> {
  const { approximateMessagesCount } = await (await deps.store.queue(queue)).getProperties();
  return approximateMessagesCount ?? 0;
}

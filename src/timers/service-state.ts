/** The state of the service: timers, a pause, queues, e-mail, and changes unfinished for long. */

import { copyState } from '../backup/copy-state.ts';
import type { Deps } from '../deps.ts';
import { mailState } from '../mail/outage.ts';
import { lengthOfQueue } from '../store/queues.ts';
import { poisonOf, workQueues } from '../store/work-queues.ts';
import { heartbeats } from './heartbeats.ts';
import { pauseView } from './pause.ts';
import { countUnfinished } from './repair-reach.ts';
import { timerTable } from './timers.ts';

/** Queue lengths are storage's own estimate. */
export async function serviceState(
  deps: Pick<Deps, 'store' | 'keyring' | 'pauses' | 'outside'>,
  now: string,
) {
  const [timers, { pause }, backupCopies, unfinishedChanges, mail, queues] = await Promise.all([
    heartbeats(deps, timerTable, now),
    pauseView(deps, now),
    copyState(deps, now),
    countUnfinished(deps, now),
    mailState(deps, now),
    Promise.all(
      Object.values(workQueues).map(async (queue) => {
        const [waiting, poisoned] = await Promise.all([
          lengthOfQueue(deps.store, queue),
          lengthOfQueue(deps.store, poisonOf(queue)),
        ]);
        return { queue, waiting, poisoned };
      }),
    ),
  ]);
  return {
    timers,
    ...(pause && { lifecyclePaused: pause }),
    ...(backupCopies && { backupCopies }),
    unfinishedChanges,
    mail,
    queues,
  };
}

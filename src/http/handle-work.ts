/** What awaits the caller, from people and from the service: each kind needs its own permission. */
import { counted, pendingPeople, type Work } from '../accounts/pending-people.ts';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { type Role, scopeOf } from '../policy/roles.ts';
import { workKinds } from '../policy/work-kinds.ts';
import { pendingReviews } from '../reviews/pending-reviews.ts';
import { silentSystems } from '../signals/undelivered.ts';
import { lengthOfQueue } from '../store/queues.ts';
import { poisonOf, workQueues } from '../store/work-queues.ts';
import { suspendedRunView } from '../timers/decide-suspended-run.ts';
import { heartbeats } from '../timers/heartbeats.ts';
import { timerTable } from '../timers/timers.ts';
import type { Handlers } from './context.ts';

export const workHandlers = {
  async listWork({ deps, caller, now }) {
    const { account } = caller();
    const found = await Promise.all([
      pendingPeople(deps, account, now),
      pendingReviews(deps, account, now),
      pendingOperations(deps, account.row.role, now),
    ]);
    const order = ({ kind }: Work) => workKinds.indexOf(kind);
    return { items: found.flat().sort((a, b) => order(a) - order(b)) };
  },
} satisfies Partial<Handlers>;

/** For those who run the service: six storage requests, concurrently. */
async function pendingOperations(deps: Deps, role: Role, now: string): Promise<Work[]> {
  const runs = scopeOf(role, 'lifecycle.run') !== undefined;
  const operates = scopeOf(role, 'service.operate') !== undefined;
  const manages = scopeOf(role, 'systems.manage') !== undefined;
  const [{ run }, beats, silent, ...poisoned] = await Promise.all([
    runs ? suspendedRunView(deps) : { run: undefined },
    operates ? heartbeats(deps, timerTable, now) : [],
    manages ? silentSystems(deps, now) : [],
    ...(operates ? [workQueues.now, workQueues.later] : []).map((queue) =>
      lengthOfQueue(deps.store, poisonOf(queue)),
    ),
  ]);
  const failed = poisoned.reduce((sum, length) => sum + length, 0);
  const late = beats.filter(({ late: isLate }) => isLate);
  const undated = (count: number) =>
    Array.from({ length: Math.min(count, countMax) }, () => undefined);
  return [
    ...counted('suspended_run', run && !run.confirmed ? [undefined] : []),
    ...counted('failed_mails', undated(failed)),
    ...counted('silent_systems', undated(silent.length)),
    ...counted('late_timers', undated(late.length)),
  ];
}

/** One more than is shown, so that the rest is known to exist. */
const countMax = limit.workCountMax + 1;

/** THE timer table: when each runs (six fields, UTC) and what it does; each leaves a heartbeat. */
import { inviteFirstAdministrator } from '../accounts/invite-first-administrator.ts';
import type { Deps } from '../deps.ts';
import { tendKeys } from './keys.ts';
import { lifecycle } from './lifecycle.ts';
import { repair } from './repair.ts';
import { retention } from './retention.ts';
import { putTimer, readTimer } from './timer-state.ts';

/** @returns counts for the log */
type TimerRun = (deps: Deps, now: string) => Promise<Record<string, number>>;

export const timers = {
  repair: { schedule: '0 */2 * * * *', run: beating('repair', repair) },
  firstAdministrator: {
    schedule: '30 */10 * * * *',
    run: beating('firstAdministrator', firstAdministrator),
  },
  keys: { schedule: '0 15 * * * *', run: beating('keys', tendKeys) },
  retention: { schedule: '0 30 1 * * *', run: beating('retention', retention) },
  lifecycle: { schedule: '0 5 * * * *', run: beating('lifecycle', lifecycle) },
} as const satisfies Record<string, { schedule: string; run: TimerRun }>;

export type TimerName = keyof typeof timers;

async function firstAdministrator(deps: Deps, now: string) {
  const state = await inviteFirstAdministrator(deps, now);
  return { invited: state === 'invited' ? 1 : 0, active: state === 'active' ? 1 : 0 };
}

/** The heartbeat tells of runs that ended well: a run that throws leaves the old one. */
function beating(name: string, run: TimerRun): TimerRun {
  return async (deps, now) => {
    const counts = await run(deps, now);
    await putTimer(deps, name, { ...(await readTimer(deps, name)), ranAt: now });
    return counts;
  };
}

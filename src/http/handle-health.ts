/** Whether the process responds, and whether everything that it needs works. */
import type { Deps } from '../deps.ts';
import { mailTrouble } from '../mail/outage.ts';
import { limit } from '../policy/limits.ts';
import { type Fault, Refusal } from '../policy/problems.ts';
import { loadAccount } from '../store/accounts.ts';
import { ReleaseTooOld } from '../store/release.ts';
import { lacksAdministrator } from '../timers/administered.ts';
import { lateTimers } from '../timers/heartbeats.ts';
import { readyDetails } from '../timers/ready-details.ts';
import { countUnfinished } from '../timers/repair-reach.ts';
import { timerTable } from '../timers/timers.ts';
import type { Handlers } from './context.ts';

/** No account has this id: reading it shows that the table responds. */
const nobody = '00000000-0000-0000-0000-000000000000';

export const healthHandlers = {
  live: async () => ({ status: 'ok' as const }),
  async ready({ deps, now }) {
    const faults = await faultsOf(deps, now);
    for (const { field } of faults) deps.log('not_ready', { part: field });
    if (faults.length > 0) throw new Refusal('busy', { faults, retryAfterSeconds: 10 });
    const details = await readyDetails(deps, now);
    return { status: 'ok' as const, ...(details.length > 0 && { details }) };
  },
} satisfies Partial<Handlers>;

async function faultsOf(deps: Deps, now: string): Promise<Fault[]> {
  const [storage, keys] = await Promise.allSettled([
    loadAccount(deps.store, nobody),
    deps.keyring.load(now),
  ]);
  // The timers' records are kept beside the keys: if these cannot be read, neither can those.
  if (storage.status === 'fulfilled' && keys.status === 'fulfilled') return faultsOfWork(deps, now);
  return [
    ...(storage.status === 'rejected' ? [{ field: 'storage', message: 'does not respond' }] : []),
    ...(keys.status === 'rejected' ? [faultOfKeys(keys.reason)] : []),
  ];
}

async function faultsOfWork(deps: Deps, now: string): Promise<Fault[]> {
  const [late, unfinished, mail, unadministered] = await Promise.all([
    lateTimers(deps, timerTable, now),
    countUnfinished(deps, now),
    mailTrouble(deps, now),
    lacksAdministrator(deps),
  ]);
  const changes = `${unfinished} unfinished for more than ${limit.unfinishedMinutesMax} minutes`;
  const nobodyLeft = 'nobody can administer the service; FIRST_ADMIN_EMAIL is invited';
  return [
    ...late.map((timer) => ({ field: `timers.${timer}`, message: 'has not run in time' })),
    ...(unfinished > 0 ? [{ field: 'changes', message: changes }] : []),
    ...(mail
      ? [
          {
            field: 'mail',
            message: `no e-mail has gone out since ${mail.notSentSince}; ${mail.waiting} waiting`,
          },
        ]
      : []),
    ...(unadministered ? [{ field: 'administrators', message: nobodyLeft }] : []),
  ];
}

function faultOfKeys(reason: unknown): Fault {
  return reason instanceof ReleaseTooOld
    ? { field: 'release', message: reason.message }
    : { field: 'keys', message: 'cannot be opened' };
}

/** Suspends a run that would affect unusually many accounts, for an administrator to decide on. */

import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import type { MailTemplate } from '../policy/mail-templates.ts';
import type { Step } from '../policy/statuses.ts';
import { dayMs } from '../policy/time.ts';
import {
  addSuspendedRun,
  decideSuspendedRun,
  putSuspendedSteps,
  readSuspendedRun,
  removeSuspendedRun,
  removeSuspendedSteps,
  type SuspendedRun,
  type SuspendedStep,
} from '../store/suspended-run.ts';
import { putWork } from '../store/work.ts';

/** Stores the run and notifies the administrators; a run that is already suspended stays. */
export async function suspendRun(
  deps: Deps,
  steps: readonly SuspendedStep[],
  active: number,
  now: string,
): Promise<void> {
  const former = await readSuspendedRun(deps);
  const age = former ? Date.parse(now) - Date.parse(former.at) : 0;
  if (former && age < limit.guardWaitDays * dayMs) return;
  if (former && !(await supersede(deps, former))) return;
  const count = (wanted: Step) => steps.filter(({ step }) => step === wanted).length;
  const counts = { toDeactivate: count('deactivate'), toErase: count('erase'), active };
  const suspended = { runId: randomUUID(), eventId: ulid(Date.parse(now)), at: now, ...counts };
  await putSuspendedSteps(deps, suspended.runId, steps);
  if (!(await addSuspendedRun(deps, suspended))) {
    // Another instance has suspended a run concurrently.
    await removeSuspendedSteps(deps, suspended.runId);
    return;
  }
  const { runId: userId, eventId } = suspended;
  const template: MailTemplate = 'guard_stopped';
  await putWork(deps.store, 'now', {
    kind: 'mail',
    userId,
    eventId,
    template,
    to: 'administrators',
  });
  deps.log('guard_stopped', { runId: suspended.runId, ...counts });
}

/** Ends a completed or stale run. @returns false if somebody has decided on it meanwhile */
export async function supersede(
  deps: Pick<Deps, 'store'>,
  suspended: SuspendedRun,
): Promise<boolean> {
  if (!(await decideSuspendedRun(deps, suspended, { droppedBy: 'service' }))) return false;
  await removeSuspendedRun(deps, suspended.runId);
  return true;
}

/**
 * Administrators pause what the service takes away by date, and resume it; each is an event, logged
 * exactly once even if a crash comes between.
 */

import type { Deps } from '../deps.ts';
import { endOfDayAfter } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { dayMs, earlierBy } from '../policy/time.ts';
import type { Account } from '../store/accounts.ts';
import { newEvent } from '../store/event-id.ts';
import { logEvent } from '../store/log-event.ts';
import { putPause, readPause, type StoredPause } from '../store/pause.ts';
import type { PauseRow } from '../store/rows/state.ts';

type PauseDeps = Pick<Deps, 'store' | 'clock' | 'pauses'>;

/** @returns since when and by whom the lifecycle is paused; empty if it is not */
export async function pauseView({ pauses }: Pick<Deps, 'pauses'>, now: string) {
  const paused = await pauses.refresh(now);
  return paused ? { pause: { since: paused.since, by: paused.by } } : {};
}

/** @throws Refusal lifecycle_paused */
export async function pauseLifecycle(deps: PauseDeps, actor: Account, now: string) {
  const former = await readPause(deps.store);
  if (former && !former.until) throw new Refusal('lifecycle_paused');
  const { eventId, at: since } = newEvent(deps);
  const { organizationId } = actor.row;
  const from = heldFrom(former, since);
  const row: PauseRow = { since, by: actor.userId, organizationId, eventId, from };
  if (!(await putPause(deps.store, former, row))) throw new Refusal('lifecycle_paused');
  await recordPause(deps, row);
  return pauseView(deps, now);
}

/** @throws Refusal lifecycle_not_paused */
export async function resumeLifecycle(deps: PauseDeps, actor: Account, now: string) {
  const paused = await readPause(deps.store);
  if (!paused || paused.until) throw new Refusal('lifecycle_not_paused');
  const { eventId: endEventId, at: until } = newEvent(deps);
  const { etag: _, ...row } = paused;
  const ended = { ...row, until, endEventId, endedBy: actor.userId };
  const done = { ...ended, endedIn: actor.row.organizationId };
  if (!(await putPause(deps.store, paused, done))) throw new Refusal('lifecycle_not_paused');
  await recordPause(deps, done);
  return pauseView(deps, now);
}

/** At most two storage requests. */
async function recordPause(deps: Pick<Deps, 'store' | 'clock'>, row: PauseRow): Promise<void> {
  const { since, until, endedBy, endEventId, organizationId, endedIn = organizationId } = row;
  await logEvent(deps, {
    kind: 'lifecycle_paused',
    actorId: row.by,
    organizationId,
    data: {},
    event: { eventId: row.eventId, at: since },
  });
  if (until && endedBy && endEventId)
    await logEvent(deps, {
      kind: 'lifecycle_resumed',
      actorId: endedBy,
      organizationId: endedIn,
      data: { since },
      event: { eventId: endEventId, at: until },
    });
}

/**
 * For the hourly timer: completes the log after a crash, and reports a pause that may have been
 * forgotten. Two storage requests, and up to two more during a pause and on the day after it.
 */
export async function tendPause(deps: Deps, now: string): Promise<void> {
  await deps.pauses.refresh(now);
  const latest = await readPause(deps.store);
  if (!latest || (latest.until && latest.until < earlierBy(now, dayMs))) return;
  await recordPause(deps, latest);
  const days = Math.floor((Date.parse(now) - Date.parse(latest.since)) / dayMs);
  if (!latest.until && days >= limit.pauseReminderDays)
    deps.log('pause_forgotten', { since: latest.since, by: latest.by, days });
}

/** Dates that the former pause still holds back must not come at once when the next one begins. */
function heldFrom(former: StoredPause | undefined, since: string): string {
  if (!former?.until) return since;
  const heldUntil = endOfDayAfter(former.until, { days: limit.noticeDaysMin });
  return since < heldUntil ? former.from : since;
}

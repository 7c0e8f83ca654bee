/** Puts off what a connected system was not told, or not everything of it, without losing it. */
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { type Known, putKnown } from '../store/known-systems.ts';
import { fileWaiting, loadWaiting, putWaiting, removeWaiting } from '../store/waiting-signals.ts';
import { putWork, type SignalWork } from '../store/work.ts';
import { type Failure, isGivenUp, pauseAfter } from './tell-system.ts';

/** The system is left alone: the message comes back without having cost a try. */
export async function postpone(
  deps: Deps,
  work: SignalWork,
  until: string,
  now: string,
): Promise<void> {
  if (!work.filed) await fileWaiting(deps.store, work, work.since);
  // Those who wait do not all come back at once.
  const spread = Math.ceil(Math.random() * limit.signalOutageSecondsMin);
  await putWork(deps.store, 'signals', { ...work, filed: true }, secondsUntil(until, now) + spread);
}

/** Many signals to a slow system would outlast the time that the host allows for one message. */
export async function followUp(
  deps: Deps,
  work: SignalWork,
  held: Known,
  more: boolean,
): Promise<void> {
  const { kind, systemId, userId, since } = work;
  const filed = isFiled(work, held);
  if (!more) return filed ? removeWaiting(deps.store, work) : undefined;
  const next = { kind, systemId, userId, since, ...(filed && { filed }) };
  await putWork(deps.store, 'signals', next, limit.signalTurnPauseSeconds);
}

/** Whether there may be a row in `signals`. */
export const isFiled = ({ filed, again }: SignalWork, { row }: Pick<Known, 'row'>): boolean =>
  filed === true || again === true || row.failures !== undefined;

/** The message for the next try exists before the row waits for it. */
export async function failed(
  deps: Deps,
  { again, from: _, ...work }: SignalWork,
  held: Known,
  { reason }: Pick<Failure, 'reason'>,
  now: string,
): Promise<void> {
  const { systemId, since } = work;
  const failures = (held.row.failures ?? 0) + 1;
  deps.log('signal_failed', { systemId, failures, reason });
  const before = isFiled({ ...work, again }, held) && (await loadWaiting(deps.store, work));
  const waiting = { ...(before || { since }), failures, reason };
  const over = isGivenUp(since, now);
  await putWaiting(deps.store, work, { ...waiting, ...(over && { failedAt: now }) });
  if (over) deps.log('signal_given_up', { systemId, userId: work.userId, reason });
  else {
    const next = { ...work, failures, filed: true } as const;
    await putWork(deps.store, 'signals', next, pauseAfter(failures));
  }
  // After the last try the next event begins anew, in order.
  const row = { ...held.row, failures: over ? 0 : failures, busyUntil: undefined };
  await putKnown(deps.store, held, row);
}

const secondsUntil = (until: string, now: string): number =>
  Math.ceil((Date.parse(until) - Date.parse(now)) / 1_000);

/**
 * Tells one connected system what happened to one person: in order, at least once, until it has
 * acknowledged everything or 14 days have passed. Neither another system nor another person waits.
 */
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { laterBy } from '../policy/time.ts';
import {
  eventsAfter,
  eventsFrom,
  type Known,
  loadKnown,
  putKnown,
} from '../store/known-systems.ts';
import { receivedSignals, type UsedSystem } from '../store/systems.ts';
import { fileWaiting, loadWaiting, putWaiting, removeWaiting } from '../store/waiting-signals.ts';
import { putWork, type Work } from '../store/work.ts';
import { pendingSignals, type Signal, toldBy } from './pending-signals.ts';
import { type Failure, isGivenUp, noteOutcome, pauseAfter, tellSystem } from './tell-system.ts';

type SignalWork = Extract<Work, { kind: 'signal' }>;

/** Four storage requests for a signal that is acknowledged at once. */
export async function sendSignals(deps: Deps, work: SignalWork, now: string): Promise<void> {
  const { systemId } = work;
  // What is told again follows a change of the system, which this process may not know yet.
  if (work.again) deps.systems.forget();
  const system = (await deps.systems.load(now)).find((each) => each.systemId === systemId);
  // It is told what it has missed when it receives signals again.
  if (!system || !receivedSignals(system)) return;
  const polls = receivedSignals(system) === 'poll';
  const over = isGivenUp(work.since, now);
  const until = polls ? undefined : system.outage?.until;
  const isAlone = until !== undefined && until > now;
  if (isAlone && !over) return postpone(deps, work, secondsUntil(until, now));
  const known = await loadKnown(deps.store, work);
  if (!known || known.row.purgedAt) return removeWaiting(deps.store, work);
  if (polls) return offer(deps, work, known);
  // The message that waits for the next try is another one.
  if (!work.again && (work.failures ?? 0) !== (known.row.failures ?? 0)) return;
  if (isAlone) return failed(deps, work, known, { reason: 'OUTAGE' }, now);
  await takeTurn(deps, system, work, known, now);
}

/** The system is left alone: the message comes back without having cost a try. */
async function postpone(deps: Deps, work: SignalWork, seconds: number): Promise<void> {
  if (!work.filed) await fileWaiting(deps.store, work, work.since);
  // Those who wait do not all come back at once.
  const spread = Math.ceil(Math.random() * limit.signalOutageSecondsMin);
  await putWork(deps.store, 'signals', { ...work, filed: true }, seconds + spread);
}

/** A system that polls finds the person filed. */
async function offer(deps: Deps, work: SignalWork, known: Known): Promise<void> {
  if (work.again) {
    const row = { ...known.row, ...(await startOf(deps, work, known)) };
    if (!(await putKnown(deps.store, known, row)))
      return putWork(deps.store, 'signals', work, limit.signalTurnPauseSeconds);
    // What failed before is forgotten.
    return putWaiting(deps.store, work, { since: work.since, failures: 0 });
  }
  await fileWaiting(deps.store, work, work.since);
}

/** From an instant on everything is told again: what came after it counts as untold. */
async function startOf(deps: Deps, { from }: SignalWork, { row, userId }: Known) {
  const [first] = from === undefined ? [] : await eventsFrom(deps.store, userId, from);
  const again = first !== undefined && first.number <= row.told + 1;
  return { failures: undefined, ...(again && { told: first.number - 1, part: undefined }) };
}

async function takeTurn(
  deps: Deps,
  system: UsedSystem,
  work: SignalWork,
  known: Known,
  now: string,
): Promise<void> {
  const isTaken = (known.row.busyUntil ?? '') > now;
  const start = work.again ? await startOf(deps, work, known) : {};
  const row = { ...known.row, ...start };
  const pending = pendingSignals(await eventsAfter(deps.store, work.userId, row.told), work, row);
  if (pending.length === 0) return nothingLeft(deps, work, known, row);
  const busyUntil = laterBy(now, limit.signalTurnSeconds * 1_000);
  const turn = isTaken ? undefined : await putKnown(deps.store, known, { ...row, busyUntil });
  if (!turn) return putWork(deps.store, 'signals', work, limit.signalTurnPauseSeconds);
  await tellInOrder(deps, system, work, { turn, pending });
}

/** Nothing is left to tell, and no message waits for another try. */
async function nothingLeft(deps: Deps, work: SignalWork, known: Known, row: Known['row']) {
  if (!isFiled(work, { row })) return;
  await removeWaiting(deps.store, work);
  await putKnown(deps.store, known, { ...row, failures: undefined });
}

async function tellInOrder(
  deps: Deps,
  system: UsedSystem,
  work: SignalWork,
  { turn, pending }: { turn: Known; pending: readonly Signal[] },
): Promise<void> {
  let held = turn;
  for (const [index, signal] of pending.entries()) {
    const now = new Date(deps.clock()).toISOString();
    const failure = await tellSystem(deps, system, signal, now);
    await noteOutcome(deps, system, failure, now);
    if (failure) return failed(deps, work, held, failure, now);
    const isLast = index === pending.length - 1;
    if (isLast && isFiled(work, held)) await removeWaiting(deps.store, work);
    const after = laterBy(now, limit.signalTurnSeconds * 1_000);
    const next = await putKnown(deps.store, held, {
      ...told(held, signal, now),
      ...(isLast && { failures: undefined }),
      busyUntil: isLast ? undefined : after,
    });
    // Another process took the turn over: it goes on.
    if (!next) return;
    held = next;
  }
}

/** Whether there may be a row in `signals`. */
const isFiled = ({ filed, again }: SignalWork, { row }: Pick<Known, 'row'>): boolean =>
  filed === true || again === true || row.failures !== undefined;

/** Once it has acknowledged the erasure, nothing remains but that. */
export function told({ row }: Known, signal: Signal, now: string): Known['row'] {
  const purged = signal.name === 'account-purged' && { since: undefined, purgedAt: now };
  return { ...row, ...toldBy(signal), ...purged };
}

/** The message for the next try exists before the row waits for it. */
async function failed(
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

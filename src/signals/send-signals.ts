/**
 * Tells one connected system what happened to one person: in order, at least once, until it has
 * acknowledged everything or 14 days have passed. Neither another system nor another person waits.
 */
import { type Deps, nowOf } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { laterBy } from '../policy/time.ts';
import {
  eventsAfter,
  eventsFrom,
  type Known,
  loadKnown,
  putKnown,
} from '../store/known-systems.ts';
import { loadSystem, receivedSignals } from '../store/systems.ts';
import { fileWaiting, loadWaiting, putWaiting, removeWaiting } from '../store/waiting-signals.ts';
import { putWork, type Work } from '../store/work.ts';
import { pendingSignals, type Signal, toldBy } from './pending-signals.ts';
import {
  type Failure,
  isGivenUp,
  noteOutcome,
  pauseAfter,
  type ToldSystem,
  tellSystem,
} from './tell-system.ts';

type SignalWork = Extract<Work, { kind: 'signal' }>;

/** Five storage requests for a signal that is acknowledged at once. */
export async function sendSignals(deps: Deps, work: SignalWork, now: string): Promise<void> {
  const { systemId, again } = work;
  // What is told again follows a change of the system, after which it is no longer left alone.
  if (again) deps.systems.forget();
  const all = await deps.systems.load(now);
  const outage = all.find((each) => each.systemId === systemId)?.outage;
  const until = outage?.until ?? '';
  const isAlone = until > now;
  if (isAlone && !isGivenUp(work.since, now)) return postpone(deps, work, secondsUntil(until, now));
  // Read anew: what another process changed, such as its address, holds at once.
  const [system, known] = await Promise.all([
    loadSystem(deps.store, systemId),
    loadKnown(deps.store, work),
  ]);
  // It is told what it has missed when it receives signals again.
  const delivery = system && receivedSignals(system);
  if (!delivery) return;
  if (!known || (known.row.purgedAt && !isUntoldAgain(work, known)))
    return removeWaiting(deps.store, work);
  if (delivery === 'poll') return offer(deps, work, known);
  // The message that waits for the next try is another one.
  if (!again && (work.failures ?? 0) !== (known.row.failures ?? 0)) return;
  if (isAlone) return failed(deps, work, known, { reason: 'outage' }, now);
  await takeTurn(deps, { ...system, outage }, work, known, now);
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

/** Restored to that instant, the system knows the person again. */
const isUntoldAgain = ({ from }: SignalWork, { row }: Known): boolean =>
  from !== undefined && row.purgedAt !== undefined && from <= row.purgedAt;

/**
 * From an instant on everything is told again: what came after it counts as untold. Nothing came before
 * the person entered the system; of an erased person, only the erasure, told last, is left to tell.
 */
async function startOf(deps: Deps, { from }: SignalWork, { row, userId }: Known) {
  const anew = { failures: undefined };
  if (from === undefined) return anew;
  if (row.purgedAt) return { ...anew, purgedAt: undefined, part: (row.part ?? 1) - 1 };
  const since = row.since ?? from;
  const [first] = await eventsFrom(deps.store, userId, since > from ? since : from);
  const again = first !== undefined && first.number <= row.told + 1;
  return { ...anew, ...(again && { told: first.number - 1, part: undefined }) };
}

async function takeTurn(
  deps: Deps,
  system: ToldSystem,
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
  system: ToldSystem,
  work: SignalWork,
  { turn, pending }: { turn: Known; pending: readonly Signal[] },
): Promise<void> {
  let [held, to] = [turn, system];
  const few = pending.slice(0, limit.signalsPerMessageMax);
  for (const [index, signal] of few.entries()) {
    const now = nowOf(deps);
    const failure = await tellSystem(deps, to, signal, now);
    await noteOutcome(deps, to, failure, now);
    if (failure) return failed(deps, work, held, failure, now);
    const isEnd = index === few.length - 1;
    if (isEnd) await followUp(deps, work, held, pending.length > few.length);
    const after = laterBy(now, limit.signalTurnSeconds * 1_000);
    const next = await putKnown(deps.store, held, {
      ...told(held, signal, now),
      ...(isEnd && { failures: undefined }),
      busyUntil: isEnd ? undefined : after,
    });
    // Another process took the turn over: it goes on.
    if (!next) return;
    held = next;
    // An administrator may have changed or disabled it meanwhile.
    const current = isEnd ? undefined : await loadSystem(deps.store, work.systemId);
    if (!current || receivedSignals(current) !== 'push') return;
    to = { ...current, outage: undefined };
  }
}

/** Many signals to a slow system would outlast the time that the host allows for one message. */
async function followUp(deps: Deps, work: SignalWork, held: Known, more: boolean): Promise<void> {
  const { kind, systemId, userId, since } = work;
  const filed = isFiled(work, held);
  if (!more) return filed ? removeWaiting(deps.store, work) : undefined;
  const next = { kind, systemId, userId, since, ...(filed && { filed }) };
  await putWork(deps.store, 'signals', next, limit.signalTurnPauseSeconds);
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

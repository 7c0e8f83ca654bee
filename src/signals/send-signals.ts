/**
 * Tells one connected system what happened to one person: in order, at least once, until it has
 * acknowledged everything or 14 days have passed. Neither another system nor another person waits.
 */
import { type Deps, nowOf } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { laterBy } from '../policy/time.ts';
import { eventsAfter, type Known, loadKnown, putKnown } from '../store/known-systems.ts';
import { loadSystem, receivedSignals } from '../store/systems.ts';
import { fileWaiting, putWaiting, removeWaiting } from '../store/waiting-signals.ts';
import { putWork, type SignalWork } from '../store/work.ts';
import { pendingSignals, type Signal, toldBy } from './pending-signals.ts';
import { isUntoldAgain, startOf } from './tell-again.ts';
import { isGivenUp, noteOutcome, type ToldSystem, tellSystem } from './tell-system.ts';
import { failed, followUp, isFiled, postpone } from './try-later.ts';

/** Five storage requests for a signal that is acknowledged at once. */
export async function sendSignals(deps: Deps, work: SignalWork, now: string): Promise<void> {
  const { systemId, again } = work;
  // What is told again follows a change of the system, after which it is no longer left alone.
  if (again) deps.systems.forget();
  const all = await deps.systems.load(now);
  const outage = all.find((each) => each.systemId === systemId)?.outage;
  const until = outage?.until ?? '';
  const isAlone = until > now;
  if (isAlone && !isGivenUp(work.since, now)) return postpone(deps, work, until, now);
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
    const after = laterBy(nowOf(deps), limit.signalTurnSeconds * 1_000);
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

/** Once it has acknowledged the erasure, nothing remains but that. */
export function told({ row }: Known, signal: Signal, now: string): Known['row'] {
  const purged = signal.name === 'account-purged' && { since: undefined, purgedAt: now };
  return { ...row, ...toldBy(signal), ...purged };
}

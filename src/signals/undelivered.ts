/** What a connected system has not been told: administrators see it and have it sent again. */
import { type Deps, nowOf } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { dayMs, earlierBy } from '../policy/time.ts';
import { logEvent } from '../store/log-event.ts';
import { loadSystem, receivedSignals } from '../store/systems.ts';
import { readWaiting, systemsSilentSince } from '../store/waiting-signals.ts';
import { putWork } from '../store/work.ts';

/** Two storage requests, besides the cached systems. @throws Refusal not_found */
export async function undelivered(
  deps: Pick<Deps, 'store' | 'systems'>,
  { systemId, next }: { systemId: string; next?: string | undefined },
  now: string,
) {
  const outage = (await deps.systems.load(now)).find((each) => each.systemId === systemId)?.outage;
  // Another process may have registered it a moment ago.
  if (!(await loadSystem(deps.store, systemId))) throw new Refusal('not_found');
  const ask = { rows: limit.signalsShownMax, next };
  const { waiting, next: following } = await readWaiting(deps.store, systemId, ask);
  return {
    ...(outage && {
      outage: { since: outage.since, failures: outage.failures, until: outage.until },
    }),
    items: waiting.map(({ userId, row: { since, failures, reason, failedAt } }) => {
      return { userId, since, failures, reason, failedAt };
    }),
    ...(following && { next: following }),
  };
}

type Actor = { actorId: string; organizationId: string };

/**
 * Queues what waits or failed again, or with `from` everything since that instant, which a restore of
 * the system or of the service may have lost. The event is written first.
 * @throws Refusal not_found, signals_off, invalid_input
 */
export async function resend(
  deps: Pick<Deps, 'store' | 'clock'>,
  { systemId, from }: { systemId: string; from?: string | undefined },
  actor: Actor,
): Promise<void> {
  const system = await loadSystem(deps.store, systemId);
  if (!system) throw new Refusal('not_found');
  if (!receivedSignals(system)) throw new Refusal('signals_off');
  if (from !== undefined && from > nowOf(deps)) throw new Refusal('invalid_input', fromAhead);
  const data = { systemId, ...(from && { since: from }) };
  await logEvent(deps, { kind: 'signals_resent', ...actor, data });
  const who = from ? 'known' : 'waiting';
  const work = { kind: 'signals_of_everybody', systemId, who, ...(from && { from }) } as const;
  await putWork(deps.store, 'signals', work);
}

const fromAhead = {
  faults: [{ field: 'body.from', message: 'must not be in the future', rule: 'past' }],
};

/**
 * Systems that receive signals, but have not acknowledged one for `signalDays`. One request, and one
 * more for each.
 */
export async function silentSystems(
  deps: Pick<Deps, 'store' | 'systems'>,
  now: string,
): Promise<string[]> {
  const since = earlierBy(now, limit.signalDays * dayMs);
  const silent = await systemsSilentSince(deps.store, since);
  const all = silent.length > 0 ? await deps.systems.load(now) : [];
  return all
    .filter((system) => silent.includes(system.systemId) && receivedSignals(system))
    .map(({ systemId }) => systemId);
}

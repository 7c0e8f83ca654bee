/** Which connected systems know a person, and which have acknowledged the person's erasure. */
import type { Deps } from '../deps.ts';
import type { PurgeState } from '../policy/signals.ts';
import type { Account, KnownSystem } from '../store/accounts.ts';
import { receivedSignals, type UsedSystem } from '../store/systems.ts';

type SystemDeps = Pick<Deps, 'systems'>;

/** @returns the systems that the person has entered, in this order, with the time of the first entry */
export async function knowingSystems(deps: SystemDeps, { systems }: Account, now: string) {
  const known = await named(deps, systems, now);
  return known.flatMap(({ system, name, since }) =>
    since === undefined ? [] : [{ systemId: system, name, since }],
  );
}

/**
 * A system that is disabled, or was never to be told, is not waited for: the certificate shows that a
 * copy may remain there. Once it receives signals again, it is told and waited for.
 */
export async function purgeAcknowledgements(deps: SystemDeps, account: Account, now: string) {
  const known = await named(deps, account.systems, now);
  const systems = known.map(({ system, name, purgedAt, row }) => ({
    ...{ systemId: system, name, state: stateOf(purgedAt, row) },
    ...(purgedAt && { acknowledgedAt: purgedAt }),
  }));
  const isWaiting = systems.some(({ state }) => state === 'waiting');
  return { systems, complete: !isWaiting };
}

function stateOf(purgedAt: string | undefined, row: UsedSystem | undefined): PurgeState {
  if (purgedAt) return 'acknowledged';
  return row && receivedSignals(row) ? 'waiting' : 'not_told';
}

async function named({ systems }: SystemDeps, known: readonly KnownSystem[], now: string) {
  if (known.length === 0) return [];
  const all = await systems.load(now);
  return known.map(({ id, since, purgedAt }) => {
    const row = all.find(({ systemId }) => systemId === id);
    return { system: id, name: row?.row.name ?? unnamed, since, purgedAt, row };
  });
}

/** A system that only a newer release can read. */
const unnamed = { fi: '', sv: '', en: '' };

/** Connected systems: rows of one small partition, changed by the same protocol as accounts. */

import type { EventKindOf } from '../policy/event-names.ts';
import { limit } from '../policy/limits.ts';
import type { SignalDelivery } from '../policy/signals.ts';
import { type Cached, cached } from './cached.ts';
import { type ActingFor, changeRow, type RowDecision } from './change-row.ts';
import type { Deps } from './deps.ts';
import { fieldsOrNone, withoutKey } from './foreign.ts';
import {
  systemEventKey,
  systemKey,
  systemOutageKey,
  systemOutagePrefix,
  systemPrefix,
  systemsPartition,
  systemUseKey,
  systemUsePrefix,
} from './row-keys.ts';
import {
  type SystemOutageRow,
  type SystemRow,
  systemOutageRow,
  systemRow,
  systemUseRow,
} from './rows/system.ts';
import type { Store } from './store.ts';
import { anyRow, getRow, readAll, remove, rowsUnder, write } from './tables.ts';

export type System = { systemId: string; row: SystemRow; etag: string };

/** A system, the day on which somebody last entered it, and the tries to tell it that failed. */
export type UsedSystem = System & {
  usedOn: string | undefined;
  outage: SystemOutageRow | undefined;
};

/** @returns how the system is told of changes; undefined if it is disabled or wants nothing */
export const receivedSignals = ({ row }: Pick<System, 'row'>): SignalDelivery | undefined =>
  row.disabledAt === undefined ? row.signals?.delivery : undefined;

/** One storage request. */
export async function loadSystem(
  store: Pick<Store, 'table'>,
  systemId: string,
): Promise<System | undefined> {
  const row = await getRow(await store.table('systems'), systemRow, systemKey(systemId));
  return row && { systemId, row: withoutKey(row), etag: row.etag };
}

/** In the order of their registration. One storage request. */
export async function listSystems(store: Pick<Store, 'table'>): Promise<UsedSystem[]> {
  const found: System[] = [];
  const uses = new Map<string, string>();
  const outages = new Map<string, SystemOutageRow>();
  const table = await store.table('systems');
  for await (const row of readAll(table, anyRow, rowsUnder(systemsPartition, 'system'))) {
    const { rowKey } = row;
    if (rowKey.startsWith(systemUsePrefix))
      for (const { usedOn } of fieldsOrNone(systemUseRow, row))
        uses.set(rowKey.slice(systemUsePrefix.length), usedOn);
    else if (rowKey.startsWith(systemOutagePrefix))
      for (const outage of fieldsOrNone(systemOutageRow, row))
        outages.set(rowKey.slice(systemOutagePrefix.length), outage);
    else if (rowKey.startsWith(systemPrefix))
      for (const fields of fieldsOrNone(systemRow, row))
        found.push({ systemId: rowKey.slice(systemPrefix.length), row: fields, etag: row.etag });
  }
  return found
    .sort((a, b) => (a.row.createdAt < b.row.createdAt ? -1 : 1))
    .map((system) => ({
      ...system,
      usedOn: uses.get(system.systemId),
      outage: outages.get(system.systemId),
    }));
}

/** The id of a system to be registered. */
type NewSystem = { systemId: string; row?: undefined };

/**
 * Three storage requests, see `changeRow`.
 * @param before the system as last read, or its id to register it
 * @throws Refusal request_in_progress, with nothing changed, if another change came first
 */
export async function changeSystem(
  deps: Pick<Deps, 'store' | 'keyring' | 'clock' | 'policy' | 'systems'>,
  before: System | NewSystem,
  acting: ActingFor,
  decision: RowDecision<SystemRow, EventKindOf<'system'>>,
): Promise<System> {
  const { systemId } = before;
  const place = {
    table: 'systems',
    subjectKind: 'system',
    subjectId: systemId,
    key: systemKey(systemId),
    eventKey: systemEventKey,
  } as const;
  const stored = before.row && before;
  const row = await changeRow(deps, place, stored, acting, decision);
  deps.systems.forget();
  return { systemId, row, etag: '' };
}

/** Records the day of use. One storage request. */
export async function markUsed(
  store: Pick<Store, 'table'>,
  systemId: string,
  usedOn: string,
): Promise<void> {
  const key = systemUseKey(systemId);
  await write(await store.table('systems'), [{ do: 'merge', key, row: { usedOn } }]);
}

/** @param outage undefined once a try has succeeded. One storage request. */
export async function putOutage(
  { store, systems }: Pick<Deps, 'store' | 'systems'>,
  systemId: string,
  outage: SystemOutageRow | undefined,
): Promise<void> {
  const key = systemOutageKey(systemId);
  const table = await store.table('systems');
  if (outage) await write(table, [{ do: 'put', key, row: outage }]);
  else await remove(table, key);
  systems.forget();
}

export type Systems = Cached<UsedSystem[]>;

export const openSystems = (store: Pick<Store, 'table'>): Systems =>
  cached(() => listSystems(store), limit.systemCacheSeconds);

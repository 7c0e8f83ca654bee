/** The people of whom connected systems have not been told everything: what did not arrive at once. */
import type { TableClient } from '@azure/data-tables';
import { withoutKey } from './foreign.ts';
import { waitingSignalKey } from './row-keys.ts';
import { type WaitingSignalRow, waitingSignalRow } from './rows/system.ts';
import type { Store } from './store.ts';
import {
  Conflict,
  getRow,
  putKeeping,
  quoted,
  readPage,
  remove,
  rowsUnder,
  write,
} from './tables.ts';

type Tables = Pick<Store, 'table'>;
type Id = { systemId: string; userId: string };

export type WaitingSignal = Id & { row: WaitingSignalRow };

/** Two storage requests. */
export async function putWaiting(store: Tables, id: Id, row: WaitingSignalRow): Promise<void> {
  const key = waitingSignalKey(id.systemId, id.userId);
  await putKeeping(await store.table('signals'), waitingSignalRow, key, row);
}

/** Files the person, unless they are already filed. One storage request. */
export async function fileWaiting(store: Tables, id: Id, since: string): Promise<void> {
  const key = waitingSignalKey(id.systemId, id.userId);
  const row: WaitingSignalRow = { since, failures: 0 };
  try {
    await write(await store.table('signals'), [{ do: 'insert', key, row }]);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
}

/** One storage request. */
export async function loadWaiting(store: Tables, id: Id): Promise<WaitingSignalRow | undefined> {
  const key = waitingSignalKey(id.systemId, id.userId);
  const row = await getRow(await store.table('signals'), waitingSignalRow, key);
  return row && withoutKey(row);
}

/** One storage request. */
export async function removeWaiting(store: Tables, id: Id): Promise<void> {
  await remove(await store.table('signals'), waitingSignalKey(id.systemId, id.userId));
}

/** One storage request. @param rows at most @param next where an earlier page ended */
export async function readWaiting(
  store: Tables,
  systemId: string,
  { rows, next }: { rows?: number | undefined; next?: string | undefined },
): Promise<{ waiting: WaitingSignal[]; next?: string }> {
  const filter = rowsUnder(systemId);
  const ask = { filter, ...(rows && { rows }), next };
  const page = await readPage(await store.table('signals'), waitingSignalRow, ask);
  const waiting = page.rows.map((row) => ({
    systemId,
    userId: row.rowKey,
    row: withoutKey(row),
  }));
  return { waiting, ...(page.next && { next: page.next }) };
}

/**
 * One storage request, and one more for each system found.
 * @returns the systems with somebody who has waited since before that instant
 */
export async function systemsSilentSince(store: Tables, since: string): Promise<string[]> {
  const table = await store.table('signals');
  const found: string[] = [];
  for (;;) {
    // Its other people say nothing new about a system.
    const beyond = `PartitionKey gt ${quoted(found.at(-1) ?? '')}`;
    const next = await firstOf(table, `${beyond} and since le ${quoted(since)}`);
    if (next === undefined) return found;
    found.push(next);
  }
}

/** A page may be empty although another one follows. */
async function firstOf(table: TableClient, filter: string): Promise<string | undefined> {
  let next: string | undefined;
  do {
    const page = await readPage(table, waitingSignalRow, { filter, rows: 1, next });
    const [first] = page.rows;
    if (first) return first.partitionKey;
    next = page.next;
  } while (next);
  return undefined;
}

/** Rebuilds an empty storage account from one backup; who was erased since stays erased. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { batchesOf } from '../store/batches.ts';
import { unknownIn } from '../store/foreign.ts';
import { inParallel } from '../store/in-parallel.ts';
import type { Keyring } from '../store/keyring.ts';
import { logEvent } from '../store/log-event.ts';
import { tables } from '../store/names.ts';
import type { Store } from '../store/store.ts';
import { readPage, write } from '../store/tables.ts';
import { erasedPeople, isErasedAgain, withoutErased } from './erased.ts';
import { logLate } from './log-late.ts';
import { openTable, type Row } from './parts.ts';
import { project } from './project.ts';
import { type ReadDeps, readBackup } from './read-backup.ts';

const atOnceMax = 16;

type RestoreDeps = ReadDeps & Pick<Deps, 'clock'> & { keyring: Keyring };

/**
 * @param name one of `listBackups`
 * @returns rows written and people erased again
 * @throws Error when the account is not empty, or the backup is not whole or not this service's
 */
export async function restore(deps: RestoreDeps, name: string, now: string) {
  await assertEmpty(deps.store);
  const erased = await erasedPeople(deps.store);
  const seen: Record<string, number> = {};
  let erasedAgain = 0;
  for await (const { table, rows } of readBackup(deps, name, seen)) {
    const kept = table === 'accounts' ? rows.flatMap((row) => withoutErased(row, erased)) : rows;
    await insert(deps.store, table, kept);
    // A backup is named by the instant at which it began.
    await logLate(deps.store, table, kept, name);
    if (table !== 'accounts') continue;
    erasedAgain += rows.filter((row) => isErasedAgain(row, erased)).length;
    await project(deps, kept, now);
  }
  await logEvent(deps, {
    kind: 'storage_restored',
    actorId: 'service',
    organizationId: '',
    data: { backup: name, erasedAgain },
  });
  return { rows: Object.values(seen).reduce((sum, count) => sum + count, 0), erasedAgain };
}

async function assertEmpty(store: Store): Promise<void> {
  for (const name of tables) {
    const { rows } = await readPage(await store.table(name), z.object({}), { filter: '', rows: 1 });
    if (rows.length > 0)
      throw new Error(`the table ${name} is not empty: restore into an account without data`);
  }
}

async function insert(store: Store, name: string, rows: readonly Row[]): Promise<void> {
  const table = await openTable(store, name);
  const batches = batchesOf(rows, ({ partitionKey }) => partitionKey);
  await inParallel(batches, atOnceMax, (batch) =>
    write(
      table,
      batch.map(({ partitionKey, rowKey, ...fields }) => {
        const foreign = unknownIn(z.object({}), fields);
        return { do: 'insert', key: { partitionKey, rowKey }, row: foreign } as const;
      }),
    ),
  );
}

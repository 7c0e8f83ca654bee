/** The lifecycle runs that deactivated people: each can be undone until its people are erased. */
import { z } from 'zod';
import { earlierBy, hourMs, laterBy } from '../policy/time.ts';
import { deleteRows } from './delete-rows.ts';
import { withoutKey } from './foreign.ts';
import { monthsBetween, readJournal } from './journal.ts';
import { lifecycleRunKey, runsPartition } from './row-keys.ts';
import { type LifecycleRunRow, lifecycleRunRow } from './rows/state.ts';
import type { Store } from './store.ts';
import {
  Conflict,
  getRow,
  quoted,
  readAll,
  readPage,
  rowsPerRequestMax,
  rowsUnder,
  write,
} from './tables.ts';

type Tables = Pick<Store, 'table'>;

export type LifecycleRun = { runId: string; row: LifecycleRunRow; etag: string };

/** Its people are found up to this long before and after: clocks differ, and a part takes minutes. */
const reachMs = hourMs;

/** Keeps the fields that are not given. One storage request. */
export async function mergeRun(
  store: Tables,
  runId: string,
  row: Partial<LifecycleRunRow>,
): Promise<void> {
  await write(await store.table('keys'), [{ do: 'merge', key: lifecycleRunKey(runId), row }]);
}

/** One storage request. @returns false, with nothing written, if the run has changed meanwhile */
export async function replaceRun(store: Tables, run: LifecycleRun): Promise<boolean> {
  const { runId, row, etag } = run;
  try {
    await write(await store.table('keys'), [{ do: 'put', key: lifecycleRunKey(runId), row, etag }]);
    return true;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return false;
  }
}

/** One storage request. */
export async function loadRun(store: Tables, runId: string): Promise<LifecycleRun | undefined> {
  const row = await getRow(await store.table('keys'), lifecycleRunRow, lifecycleRunKey(runId));
  return row && { runId, row: withoutKey(row), etag: row.etag };
}

/** @returns all runs, newest first. One storage request for each thousand. */
export async function listRuns(store: Tables): Promise<LifecycleRun[]> {
  const runs: LifecycleRun[] = [];
  const filter = rowsUnder(runsPartition);
  for await (const row of readAll(await store.table('keys'), lifecycleRunRow, filter))
    runs.push({ runId: row.rowKey, row: withoutKey(row), etag: row.etag });
  return runs.sort((a, b) => (a.row.at < b.row.at ? 1 : -1));
}

/**
 * @returns the ids of everybody whom the run deactivated, whatever has become of them. One storage
 *   request for each thousand events around the run.
 */
export async function peopleOfRun(store: Store, { runId, row }: LifecycleRun): Promise<string[]> {
  const [from, until] = [earlierBy(row.at, reachMs), laterBy(row.until, reachMs)];
  const people = new Set<string>();
  for (const month of monthsBetween(from, until)) {
    let next: string | undefined;
    do {
      const ask = { from, until, kind: 'deactivated', rows: rowsPerRequestMax, next };
      const page = await readJournal(store, month, ask);
      for (const { subjectId, data, state } of page.entries)
        if (data['runId'] === runId && state !== 'void') people.add(subjectId);
      next = page.next;
    } while (next);
  }
  return [...people];
}

/** Deletes runs that ended before the instant. @returns how many */
export async function deleteRunsBefore(store: Tables, before: string): Promise<number> {
  const table = await store.table('keys');
  let deleted = 0;
  for (;;) {
    const filter = `${rowsUnder(runsPartition)} and until lt ${quoted(before)}`;
    const { rows } = await readPage(table, z.object({}), { filter });
    if (rows.length === 0) return deleted;
    await deleteRows(table, rows);
    deleted += rows.length;
  }
}

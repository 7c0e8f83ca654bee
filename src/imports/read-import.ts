/** How far an import has come; holds nobody's name or address. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { Refusal } from '../policy/problems.ts';
import { fieldsOrNone } from '../store/foreign.ts';
import { importKey, importLinePrefix } from '../store/row-keys.ts';
import { type ImportLineRow, importLineRow, importRow } from '../store/rows.ts';
import { getRow, readAll, rowsUnder, type Stored } from '../store/tables.ts';

export type Line = Stored<ImportLineRow>;
export type Progress = Awaited<ReturnType<typeof readImport>>;

/** Two storage requests. @throws Refusal not_found */
export async function readImport(deps: Pick<Deps, 'store'>, importId: string) {
  const row = await getRow(await deps.store.table('imports'), importRow, importKey(importId));
  if (!row) throw new Refusal('not_found');
  const lines = await readLines(deps, importId);
  const counted = (...outcomes: ImportLineRow['outcome'][]) =>
    lines.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const { organizationId, state, at, finishedAt } = row;
  return {
    importId,
    organizationId,
    state,
    startedAt: at,
    ...(finishedAt && { finishedAt }),
    total: lines.length,
    waiting: counted(undefined),
    invited: counted('invited', 'proposed'),
    alreadyHere: counted('already_here'),
    refused: counted('invalid', 'not_allowed'),
    lines: lines.map(({ rowKey, outcome, why }) => ({
      line: Number(rowKey.slice(importLinePrefix.length)),
      outcome: outcome ?? ('waiting' as const),
      ...(why && { why }),
    })),
  };
}

/** @returns how many lines wait for a newer release: this one can't read them */
export async function countUnreadableWaiting(
  deps: Pick<Deps, 'store'>,
  importId: string,
): Promise<number> {
  const table = await deps.store.table('imports');
  let count = 0;
  const filter = rowsUnder(importId, importLinePrefix);
  for await (const line of readAll(table, z.looseObject({}), filter))
    if (line['outcome'] === undefined && fieldsOrNone(importLineRow, line).length === 0) count++;
  return count;
}

export async function readLines(deps: Pick<Deps, 'store'>, importId: string): Promise<Line[]> {
  const table = await deps.store.table('imports');
  const lines: Line[] = [];
  for await (const line of readAll(table, importLineRow, rowsUnder(importId, importLinePrefix)))
    lines.push(line);
  return lines;
}

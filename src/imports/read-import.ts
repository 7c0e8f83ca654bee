/** The progress of an import; contains no names or addresses. */

import type { Deps } from '../deps.ts';
import { Refusal } from '../policy/problems.ts';
import { loadImport, readImportLines } from '../store/imports.ts';
import type { ImportLineRow } from '../store/rows/work.ts';

export type Progress = Awaited<ReturnType<typeof readImport>>;

/** Two storage requests. @throws Refusal not_found */
export async function readImport(deps: Pick<Deps, 'store'>, importId: string) {
  const found = await loadImport(deps.store, importId);
  if (!found) throw new Refusal('not_found');
  const lines = await readImportLines(deps.store, importId);
  const counted = (...outcomes: ImportLineRow['outcome'][]) =>
    lines.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const { organizationId, state, at, finishedAt } = found.row;
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
    lines: lines.map(({ line, outcome, why }) => ({
      line,
      outcome: outcome ?? ('waiting' as const),
      ...(why && { why }),
    })),
  };
}

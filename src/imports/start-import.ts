/** Files a CSV file to be carried out: once for a request, however often that is sent. */

import type { Inviting } from '../accounts/taken-addresses.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../policy/problems.ts';
import { createImport, type ImportLine, loadImport } from '../store/imports.ts';
import { putWork } from '../store/work.ts';
import { type CheckedLine, checkLines } from './check-lines.ts';
import { type Progress, readImport } from './read-import.ts';

type Request = Inviting & {
  importId: string;
  requestHash: string;
  organizationId: string;
  csv: string;
};

/**
 * The lines are there before the import is; without it they are erased after `importKeptDays`.
 * @throws Refusal not_found, organization_closed, invalid_input, idempotency_key_reused,
 *   daily_limit_reached
 */
export async function startImport(deps: Deps, request: Request, now: string): Promise<Progress> {
  const { importId, requestHash } = request;
  const known = await loadImport(deps.store, importId);
  const made = known ? undefined : await create(deps, request, now);
  const begun = made ?? (known ?? (await loadImport(deps.store, importId)))?.row;
  if (begun?.requestHash !== requestHash) throw new Refusal('idempotency_key_reused');
  if (begun.state === 'running') await putWork(deps.store, 'now', { kind: 'import', importId });
  return readImport(deps, importId);
}

/** @returns undefined when the same import was made at the same moment */
async function create(deps: Deps, request: Request, now: string) {
  const { importId, requestHash, actorId, organizationId } = request;
  const { lines: checked } = await checkLines(deps, request, now);
  const lines = checked.map((line) => lineOf(line, now));
  const row = { organizationId, actorId, requestHash, state: 'running', at: now } as const;
  return (await createImport(deps.store, importId, row, lines)) ? row : undefined;
}

function lineOf({ line, outcome, why, person }: CheckedLine, now: string): ImportLine {
  return outcome === 'ok' ? { line, at: now, ...person } : { line, at: now, outcome, why };
}

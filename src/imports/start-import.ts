/** Files a CSV file to be carried out: once for a request, however often that is sent. */

import type { Deps } from '../deps.ts';
import { Refusal } from '../policy/problems.ts';
import type { Role } from '../policy/roles.ts';
import { createImport, type ImportLine, loadImport } from '../store/imports.ts';
import { putWork } from '../store/work.ts';
import { type CheckedLine, judgeLines } from './check-lines.ts';
import { type Progress, readImport } from './read-import.ts';

type Request = {
  importId: string;
  requestHash: string;
  actorId: string;
  actorRole: Role;
  organizationId: string;
  csv: string;
};

/**
 * The lines are there before the import is; without it they are erased after `importKeptDays`.
 * Who is here already turns out when a line is carried out: the answer does not wait for that.
 * @throws Refusal not_found, organization_closed, invalid_input, idempotency_key_reused
 */
export async function startImport(deps: Deps, request: Request, now: string): Promise<Progress> {
  const { importId, requestHash, actorId, organizationId } = request;
  const row = { organizationId, actorId, requestHash, state: 'running', at: now } as const;
  const [found, judged] = await Promise.allSettled([
    loadImport(deps.store, importId),
    judgeLines(deps, request),
  ]);
  if (found.status === 'rejected') throw found.reason;
  const known = found.value;
  // An import that exists is not refused for what has changed since.
  if (!known && judged.status === 'rejected') throw judged.reason;
  const checked = judged.status === 'fulfilled' ? judged.value.lines : [];
  const lines = checked.map((line) => lineOf(line, now));
  const isNew = !known && (await createImport(deps.store, importId, row, lines));
  const begun = isNew ? row : (known ?? (await loadImport(deps.store, importId)))?.row;
  if (begun?.requestHash !== requestHash) throw new Refusal('idempotency_key_reused');
  if (begun.state === 'running') await putWork(deps.store, 'now', { kind: 'import', importId });
  return readImport(deps, importId);
}

function lineOf({ line, outcome, why, person }: CheckedLine, now: string): ImportLine {
  return outcome === 'ok' ? { line, at: now, ...person } : { line, at: now, outcome, why };
}

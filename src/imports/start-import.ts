/** Files a CSV file to be carried out: once for a request, however often that is sent. */
import type { Deps } from '../deps.ts';
import { Refusal } from '../policy/problems.ts';
import type { Role } from '../policy/roles.ts';
import { sendToQueue } from '../store/effects.ts';
import { mailQueues } from '../store/names.ts';
import { importKey, importLineKey } from '../store/row-keys.ts';
import { type ImportLineRow, importRow } from '../store/rows.ts';
import { Conflict, getRow, transactionPartsMax, type Write, write } from '../store/tables.ts';
import { type CheckedLine, checkLines } from './check-lines.ts';
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
 * @throws Refusal not_found, organization_closed, invalid_input, idempotency_key_reused
 */
export async function startImport(deps: Deps, request: Request, now: string): Promise<Progress> {
  const { importId, requestHash, actorId, organizationId } = request;
  const table = await deps.store.table('imports');
  const key = importKey(importId);
  const known = await getRow(table, importRow, key);
  if (!known) {
    const lines = (await checkLines(deps, request, now)).map((line) =>
      lineWrite(importId, line, now),
    );
    for (let from = 0; from < lines.length; from += transactionPartsMax)
      await write(table, lines.slice(from, from + transactionPartsMax));
    const row = { organizationId, actorId, requestHash, state: 'running', at: now };
    try {
      await write(table, [{ do: 'insert', key, row }]);
    } catch (error) {
      // The same request at the same moment was faster.
      if (!(error instanceof Conflict)) throw error;
    }
  }
  const begun = await getRow(table, importRow, key);
  if (begun?.requestHash !== requestHash) throw new Refusal('idempotency_key_reused');
  if (begun.state === 'running') await sendToQueue(deps.store, mailQueues.now, { importId });
  return readImport(deps, importId);
}

function lineWrite(importId: string, { line, outcome, why, person }: CheckedLine, now: string) {
  const row: ImportLineRow = outcome === 'ok' ? { at: now, ...person } : { at: now, outcome, why };
  return { do: 'put', key: importLineKey(importId, line), row } satisfies Write;
}

/**
 * Invites the people of a file, a slice at a time; a crash after any request repeats only that line.
 * - Ids follow from import and address: a line that is tried again finds the account it made.
 * - A line's personal data goes when its outcome is written.
 * - An import with lines that only a newer release can read is not finished without it.
 */

import { invite } from '../accounts/invite.ts';
import { mayStillAct } from '../accounts/may-still-act.ts';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import type { MailTemplate } from '../policy/mail-templates.ts';
import { Refusal } from '../policy/problems.ts';
import { earlierBy, minuteMs } from '../policy/time.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import { eventIdFor } from '../store/event-id.ts';
import {
  countUnreadableWaiting,
  finishImport,
  type ImportLine,
  importedIdOf,
  loadImport,
  readImportLines,
  readImportsRunningSince,
  settleImportLine,
} from '../store/imports.ts';
import { findLogin } from '../store/logins.ts';
import { type ImportLineRow, personRow } from '../store/rows.ts';
import { putWork } from '../store/work.ts';
import { outcomeOfTaken } from './check-lines.ts';

/** @throws when storage fails; the message comes again and goes on where this ended */
export async function runImport(deps: Deps, importId: string, now: string): Promise<void> {
  const found = await loadImport(deps.store, importId);
  if (found?.row.state !== 'running') return;
  const { row } = found;
  const lines = await readImportLines(deps.store, importId);
  const waiting = lines.filter(({ outcome }) => !outcome);
  const actor = await loadAccount(deps.store, row.actorId);
  const until = performance.now() + limit.importSliceSeconds * 1_000;
  let settled = 0;
  for (const line of waiting.slice(0, limit.importSliceRows)) {
    if (performance.now() > until) break;
    const done = await inviteLine(deps, { importId, row, actor, line }, now);
    await settleImportLine(deps.store, importId, line.line, { at: line.at, ...done });
    settled++;
  }
  if (waiting.length > settled) return putWork(deps.store, 'now', { kind: 'import', importId });
  const left = await countUnreadableWaiting(deps.store, importId);
  // The import stays open, and `resumeImports` queues it again until a newer release has taken them.
  if (left > 0) return deps.log('import_left', { importId, lines: left });
  const keys = await deps.keyring.load(now);
  const eventId = eventIdFor(keys, `import ${importId}`, row.at);
  const template: MailTemplate = 'import_finished';
  const mail = { kind: 'mail', userId: row.actorId, eventId, template, aboutId: importId } as const;
  await putWork(deps.store, 'now', mail);
  await finishImport(deps.store, found, now);
}

/** Queues the imports again whose message was lost. @returns how many */
export async function resumeImports(deps: Pick<Deps, 'store'>, now: string): Promise<number> {
  const before = earlierBy(now, limit.importStalledMinutes * minuteMs);
  const stalled = await readImportsRunningSince(deps.store, before);
  for (const importId of stalled) await putWork(deps.store, 'now', { kind: 'import', importId });
  return stalled.length;
}

type Work = {
  importId: string;
  row: { organizationId: string };
  actor: Account | undefined;
  line: ImportLine;
};

async function inviteLine(
  deps: Deps,
  { importId, row: { organizationId }, actor, line }: Work,
  now: string,
): Promise<Pick<ImportLineRow, 'outcome' | 'why'>> {
  const person = personRow.parse(withLanguage(line));
  const { role } = line;
  if (!actor || !role || !mayStillAct(deps, actor.row, 'people.invite', organizationId, now))
    return { outcome: 'not_allowed', why: 'not_allowed' };
  const keys = await deps.keyring.load(now);
  const userId = importedIdOf(keys, importId, person.email);
  const taken = await findLogin(deps.store, keys.emailHash(person.email));
  if (taken && taken !== userId)
    return outcomeOfTaken(deps, { organizationId, actorRole: actor.row.role }, taken);
  const language = line.language;
  try {
    const account = await invite(
      deps,
      {
        invitee: { ...person, language, role, organizationId },
        inviterId: actor.userId,
        inviterRole: actor.row.role,
        userId,
        requestHash: keys.auditMac(`import ${importId}`),
      },
      now,
    );
    return { outcome: account.row.approvalAskedAt ? 'proposed' : 'invited' };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'request_in_progress') throw error;
    return { outcome: 'not_allowed', why: error.code };
  }
}

/** The line may leave the language to the organization. */
function withLanguage({ firstName, lastName, email, language = 'fi' }: ImportLine) {
  return { firstName, lastName, email, language };
}

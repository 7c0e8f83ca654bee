/**
 * Invites the people of a file, a slice at a time; a crash after any request repeats only that line.
 * - Ids follow from import and address: a line that is tried again finds the account it made.
 * - A line's personal data goes when its outcome is written.
 */
import { z } from 'zod';
import { invite } from '../accounts/invite.ts';
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import type { MailTemplate } from '../policy/mail-templates.ts';
import { Refusal } from '../policy/problems.ts';
import { scopeOf } from '../policy/roles.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import { sendToQueue } from '../store/effects.ts';
import { eventIdFor } from '../store/event-id.ts';
import { mailQueues } from '../store/names.ts';
import { importKey, loginKey } from '../store/row-keys.ts';
import { type ImportLineRow, importRow, loginRow, personRow } from '../store/rows.ts';
import { Conflict, getRow, quoted, readPage, write } from '../store/tables.ts';
import { type Line, readLines } from './read-import.ts';

/** The queue message of an import: its id only. */
export const importRequest = z.strictObject({ importId: z.uuid() });

/** @throws when storage fails; the message comes again and goes on where this ended */
export async function runImport(deps: Deps, importId: string, now: string): Promise<void> {
  const table = await deps.store.table('imports');
  const row = await getRow(table, importRow, importKey(importId));
  if (row?.state !== 'running') return;
  const waiting = (await readLines(deps, importId)).filter(({ outcome }) => !outcome);
  const actor = await loadAccount(deps.store, row.actorId);
  for (const line of waiting.slice(0, limit.importSliceRows)) {
    const done = await inviteLine(deps, { importId, row, actor, line }, now);
    const { partitionKey, rowKey } = line;
    const key = { partitionKey, rowKey };
    // What only a newer release knows of the line goes as well: it may be personal data.
    await write(table, [{ do: 'put', key, row: { at: line.at, ...done } }]);
  }
  if (waiting.length > limit.importSliceRows)
    return sendToQueue(deps.store, mailQueues.now, { importId });
  const keys = await deps.keyring.load(now);
  const eventId = eventIdFor(keys, `import ${importId}`, row.at);
  const mail = {
    userId: row.actorId,
    eventId,
    template: 'import_finished' satisfies MailTemplate,
    aboutId: importId,
  };
  await sendToQueue(deps.store, mailQueues.now, mail);
  const { etag, ...kept } = row;
  const done = { ...kept, state: 'done', finishedAt: now };
  try {
    await write(table, [{ do: 'put', key: importKey(importId), row: done, etag }]);
  } catch (error) {
    // Another run of the same import has finished it.
    if (!(error instanceof Conflict)) throw error;
  }
}

/** Queues the imports again whose message was lost. @returns how many */
export async function resumeImports(deps: Pick<Deps, 'store'>, now: string): Promise<number> {
  const before = new Date(Date.parse(now) - limit.importStalledMinutes * 60_000).toISOString();
  const filter = `RowKey eq 'import' and state eq 'running' and at lt ${quoted(before)}`;
  const { rows } = await readPage(await deps.store.table('imports'), importRow, { filter });
  for (const { partitionKey: importId } of rows)
    await sendToQueue(deps.store, mailQueues.now, { importId });
  return rows.length;
}

type Work = {
  importId: string;
  row: { organizationId: string };
  actor: Account | undefined;
  line: Line;
};

async function inviteLine(
  deps: Deps,
  { importId, row: { organizationId }, actor, line }: Work,
  now: string,
): Promise<Pick<ImportLineRow, 'outcome' | 'why'>> {
  const person = personRow.parse(withLanguage(line));
  const { role } = line;
  if (!actor || !role || !mayInvite(deps, actor, organizationId, now))
    return { outcome: 'not_allowed', why: 'not_allowed' };
  const keys = await deps.keyring.load(now);
  const userId = keys.idFor(`import ${importId} ${person.email}`);
  const login = loginKey(keys.emailHash(person.email));
  const taken = await getRow(await deps.store.table('logins'), loginRow, login);
  if (taken && taken.userId !== userId) return { outcome: 'already_here' };
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
    if (error.code === 'address_taken') return { outcome: 'already_here' };
    return { outcome: 'not_allowed', why: error.code };
  }
}

/** Who has lost the right since the file was sent invites nobody more. */
function mayInvite(deps: Deps, { row }: Account, organizationId: string, now: string): boolean {
  const scope = scopeOf(row.role, 'people.invite');
  const reaches = scope === 'any' || (scope === 'own' && row.organizationId === organizationId);
  return reaches && evaluateLifecycle(row, deps.policy, now).status === 'active';
}

/** The line may leave the language to the organization. */
function withLanguage({ firstName, lastName, email, language = 'fi' }: Line) {
  return { firstName, lastName, email, language };
}

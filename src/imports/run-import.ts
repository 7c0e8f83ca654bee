/**
 * Invites the people of a file, a slice at a time; a crash at any point repeats only that line.
 * - Ids derive from import and address: retrying a line finds the account it created.
 * - An inviter who loses the right begins no other line after `importActorSeconds`.
 * - A line's personal data is deleted once its outcome is written.
 * - An import with lines that only a newer release can read stays open until that release runs.
 */

import { invite } from '../accounts/invite.ts';
import { mayStillAct } from '../accounts/may-still-act.ts';
import { type Deps, nowOf } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import type { MailTemplate } from '../policy/mail-templates.ts';
import { Refusal } from '../policy/problems.ts';
import { earlierBy, minuteMs } from '../policy/time.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import { cached } from '../store/cached.ts';
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
import { inParallel } from '../store/in-parallel.ts';
import { findLogin } from '../store/logins.ts';
import { loadOrganization, type Organization } from '../store/organizations.ts';
import { gatheringRounds } from '../store/rounds.ts';
import { personRow } from '../store/rows/account.ts';
import type { ImportLineRow, ImportRow } from '../store/rows/work.ts';
import { putWork } from '../store/work.ts';
import { outcomeOfTaken } from './check-lines.ts';

/** @throws when storage fails; the message is redelivered and the import continues from there */
export async function runImport(deps: Deps, importId: string, now: string): Promise<void> {
  const found = await loadImport(deps.store, importId);
  if (found?.row.state !== 'running') return;
  const { row } = found;
  const lines = await readImportLines(deps.store, importId);
  const waiting = lines.filter(({ outcome }) => !outcome);
  const settled = await inviteSlice(deps, importId, row, waiting, now);
  if (waiting.length > settled) return putWork(deps.store, 'now', { kind: 'import', importId });
  const left = await countUnreadableWaiting(deps.store, importId);
  // The import stays open, and `resumeImports` requeues it until a newer release has done them.
  if (left > 0) return deps.log('import_left', { importId, lines: left });
  const keys = await deps.keyring.load(now);
  const eventId = eventIdFor(keys, `import ${importId}`, row.at);
  const template: MailTemplate = 'import_finished';
  const mail = { kind: 'mail', userId: row.actorId, eventId, template, aboutId: importId } as const;
  await putWork(deps.store, 'now', mail);
  await finishImport(deps.store, found, now);
}

/** Several lines at once; each in order: invited, then settled. @returns how many are settled */
async function inviteSlice(
  deps: Deps,
  importId: string,
  row: ImportRow,
  waiting: readonly ImportLine[],
  now: string,
): Promise<number> {
  const read = () =>
    Promise.all([
      loadAccount(deps.store, row.actorId),
      loadOrganization(deps.store, row.organizationId),
    ]);
  const latest = cached(read, limit.importActorSeconds);
  const until = performance.now() + limit.importSliceSeconds * 1_000;
  let settled = 0;
  const slice = waiting.slice(0, limit.importSliceRows);
  await gatheringRounds(() =>
    inParallel(slice, limit.importLinesAtOnceMax, async (line) => {
      if (performance.now() > until) return;
      const [actor, organization] = await latest.load(nowOf(deps));
      const done = await inviteLine(deps, { importId, row, actor, organization, line }, now);
      await settleImportLine(deps.store, importId, line.line, { at: line.at, ...done });
      settled++;
    }),
  );
  return settled;
}

/** Requeues imports whose message was lost. @returns how many */
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
  organization: Organization | undefined;
  line: ImportLine;
};

async function inviteLine(
  deps: Deps,
  { importId, row: { organizationId }, actor, organization, line }: Work,
  now: string,
): Promise<Pick<ImportLineRow, 'outcome' | 'why'>> {
  const person = personRow.parse(withLanguage(line));
  const { role } = line;
  if (!actor || !role || !mayStillAct(deps, actor.row, 'people.invite', organizationId, now))
    return { outcome: 'not_allowed', why: 'not_allowed' };
  const keys = await deps.keyring.load(now);
  const userId = importedIdOf(keys, importId, person.email);
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
        organization: Promise.resolve(organization),
      },
      now,
    );
    return { outcome: account.row.approvalAskedAt ? 'proposed' : 'invited' };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'request_in_progress') throw error;
    const taken =
      error.code === 'address_taken' && (await findLogin(deps.store, keys.emailHash(person.email)));
    if (taken) return outcomeOfTaken(deps, { organizationId, actorRole: actor.row.role }, taken);
    return { outcome: 'not_allowed', why: error.code };
  }
}

/** A line without a language uses the organization's default. */
function withLanguage({ firstName, lastName, email, language = 'fi' }: ImportLine) {
  return { firstName, lastName, email, language };
}

/** Notifies an organization, once for each invitation, that the inviter can no longer invite. */
import { requirePerson } from '../accounts/account.ts';
import type { Deps } from '../deps.ts';
import type { MailTemplate } from '../policy/mail-templates.ts';
import { Refusal } from '../policy/problems.ts';
import { utcDayOf } from '../policy/time.ts';
import { loadReadable } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import type { ListedPerson } from '../store/directory.ts';
import { eventIdFor } from '../store/event-id.ts';
import { listOrganizations } from '../store/organizations.ts';
import { putWork } from '../store/work.ts';

/**
 * One e-mail for each organization, except closed ones, whose invitations nobody can resend.
 * @param found open invitations that are no longer valid
 */
export async function tellOfVoidInvitations(
  deps: Deps,
  found: readonly ListedPerson[],
  now: string,
): Promise<void> {
  const untold = found.filter(({ inviterLostToldAt }) => !inviterLostToldAt);
  if (untold.length === 0) return;
  const keys = await deps.keyring.load(now);
  for (const { organizationId, row } of await listOrganizations(deps.store)) {
    const people = untold.filter((person) => person.organizationId === organizationId);
    if (row.closedAt || people.length === 0) continue;
    const day = `${utcDayOf(now)}T00:00:00.000Z`;
    const eventId = eventIdFor(keys, `void invitations ${organizationId}`, day);
    const template: MailTemplate = 'invitations_void';
    const about = { userId: organizationId, to: organizationId };
    await putWork(deps.store, 'later', { kind: 'mail', ...about, eventId, template });
    for (const { userId } of people) await noteTold(deps, userId, now);
  }
}

/** Runs after the message: a crash in between notifies twice rather than never. */
async function noteTold(deps: Deps, userId: string, now: string): Promise<void> {
  const loaded = await loadReadable(deps.store, userId);
  if (!loaded) return;
  try {
    await changeAccount(deps, loaded, { actorId: 'service', now }, (account) => {
      const { row } = requirePerson(account);
      if (row.activatedAt || row.inviterLostToldAt) throw new Refusal('not_invited');
      return {
        kind: 'invitation_voided',
        row: { ...row, inviterLostToldAt: now },
        effects: { project: true },
      };
    });
  } catch (error) {
    // Revoked, or noted by a concurrent run.
    if (!(error instanceof Refusal)) throw error;
  }
}

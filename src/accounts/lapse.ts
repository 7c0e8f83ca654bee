/** What the life-cycle timer does to one account whose day has come; each step safe to repeat. */
import type { Deps } from '../deps.ts';
import { dayOf, lifeOf } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import type { Account } from '../store/accounts.ts';
import { type ChangeDeps, changeAccount } from '../store/change.ts';
import { accountKey, scheduleKey } from '../store/keys-of.ts';
import { Conflict, write } from '../store/tables.ts';
import { existing, mail } from './account.ts';
import { assertNotLastAdministrator, mayLapse } from './administrators.ts';
import { deactivation } from './deactivate.ts';
import { erase } from './erase.ts';
import { newLink, withLink } from './link.ts';

/** Stands for the service itself where an event names who acted. */
const service = 'service';

const dayMs = 86_400_000;

/**
 * The last active administrator is never deactivated here.
 * @throws Refusal not_active when the person was faster, last_administrator
 */
export async function deactivateDue(deps: Deps, loaded: Account, now: string): Promise<Account> {
  await assertNotLastAdministrator(deps, loaded, now);
  return changeAccount(deps, {
    userId: loaded.userId,
    actorId: service,
    now,
    loaded,
    decide(account) {
      const { row } = existing(account);
      const { status, why } = lifeOf(row, deps.policy, now);
      if (row.deactivatedAt || status !== 'deactivated') throw new Refusal('not_active');
      const reason = why === 'employment_ended' ? 'employment_ended' : 'inactivity';
      return deactivation(row, reason, now);
    },
  });
}

/** @throws Refusal not_deactivated when somebody restored or renewed it meanwhile */
export async function eraseDue(deps: Deps, loaded: Account, now: string): Promise<Account> {
  return erase(deps, { loaded, actorId: service }, 'erased', now, (account) => {
    if (lifeOf(account.row, deps.policy, now).status !== 'erased')
      throw new Refusal('not_deactivated');
  });
}

/** Reminds an invitee once; the reminder's link replaces the first and ends when that would. */
export async function remindDue(deps: Deps, loaded: Account, now: string): Promise<Account> {
  const keys = await deps.keyring.load(now);
  return changeAccount(deps, {
    userId: loaded.userId,
    actorId: service,
    now,
    loaded,
    decide(account) {
      const { row, links, userId } = existing(account);
      const { next } = lifeOf(row, deps.policy, now);
      if (next?.step !== 'remind' || next.at > now) throw new Refusal('not_invited');
      const life = Date.parse(row.invitationExpiresAt ?? now) - Date.parse(now);
      return {
        kind: 'invitation_reminded',
        row: { ...row, remindedAt: now },
        links: withLink(links, newLink(keys, userId, 'invitation', now, life)),
        effects: { project: true, mails: [mail('invitation_reminder')] },
      };
    },
  });
}

/** Records that the notice is due; it counts as given only when the mail service has taken it. */
export async function queueNotice(deps: Deps, loaded: Account, now: string): Promise<Account> {
  const keys = await deps.keyring.load(now);
  return changeAccount(deps, {
    userId: loaded.userId,
    actorId: service,
    now,
    loaded,
    decide(account) {
      const { row, links, userId } = existing(account);
      const { next } = lifeOf(row, deps.policy, now);
      if (next?.step !== 'notice' || next.at > now) throw new Refusal('already_active');
      const life = limit.keepAliveLinkDays * dayMs;
      return {
        kind: 'notice_queued',
        data: { daysBefore: next.daysBefore },
        row: { ...row, noticeQueuedDays: next.daysBefore },
        links: withLink(links, newLink(keys, userId, 'keep_alive', now, life)),
        effects: { project: true, mails: [mail('inactivity_notice')] },
      };
    },
  });
}

/** The mail service took the first notice of this round: from now on the account may lapse. */
export async function noticeGiven(deps: ChangeDeps, loaded: Account, now: string): Promise<void> {
  if (loaded.row.firstNoticeAt || loaded.row.noticeQueuedDays === undefined) return;
  if (!(await mayLapse(deps, loaded, now))) return;
  await changeAccount(deps, {
    userId: loaded.userId,
    actorId: service,
    now,
    loaded,
    decide(account) {
      const { row } = existing(account);
      if (row.firstNoticeAt || row.noticeQueuedDays === undefined)
        throw new Refusal('already_active');
      return {
        kind: 'notice_given',
        row: { ...row, firstNoticeAt: now },
        effects: { project: true },
      };
    },
  });
}

/** Files the account under its next day: the new row first, then the account points to it. */
export async function refile(deps: Deps, account: Account, now: string): Promise<Account> {
  const { next } = lifeOf(account.row, deps.policy, now);
  const { userId, etag, row } = account;
  if (!next) return account;
  const key = scheduleKey(dayOf(next.at > now ? next.at : now), userId);
  if (key.partitionKey === row.scheduledIn) return account;
  await write(await deps.store.table('schedule'), [{ do: 'put', key, row: {} }]);
  const filed = { ...row, scheduledIn: key.partitionKey };
  try {
    const part = { do: 'put', key: accountKey(userId), row: filed, etag } as const;
    await write(await deps.store.table('accounts'), [part]);
  } catch (error) {
    // Somebody changed the account meanwhile; the next run looks again.
    if (error instanceof Conflict) return account;
    throw error;
  }
  return { ...account, row: filed };
}

/** The lifecycle timer's steps for one account whose date has come; each is safe to repeat. */

import type { Deps } from '../deps.ts';
import { dayOf, daysEarlier, evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { deactivationReasons } from '../policy/statuses.ts';
import { dayMs } from '../policy/time.ts';
import { type Account, putAccountRow } from '../store/accounts.ts';
import { type ChangeDeps, changeAccount } from '../store/change.ts';
import { file, partitionOfDay } from '../store/schedule.ts';
import { mail, requirePerson } from './account.ts';
import { mayLapse } from './administrators.ts';
import { deactivation } from './deactivate.ts';
import { erase } from './erase.ts';
import { lifecycleOf } from './invitation-stands.ts';
import { newLink, withLink } from './link.ts';
import { activePrimaryUsers } from './primary-users.ts';

/** Names the service itself as the actor of an event. */
const service = 'service';

/**
 * Records what the dates decided: sign-in is refused from the date on, even if no timer ran.
 * @param runId the lifecycle run, which can be undone
 * @throws Refusal not_active when the person acted first
 */
export async function deactivateDue(
  deps: Deps,
  loaded: Account,
  now: string,
  runId?: string,
): Promise<Account> {
  const keys = await deps.keyring.load(now);
  return changeAccount(deps, loaded, { actorId: service, now }, (account) => {
    const { row, userId } = requirePerson(account);
    const { status, why } = evaluateLifecycle(row, deps.policy, now);
    if (row.deactivatedAt || status !== 'deactivated') throw new Refusal('not_active');
    const due = deactivationReasons.find((reason) => reason === why) ?? 'inactivity';
    return deactivation(deps, keys, { userId, row }, due, now, runId);
  });
}

/** @throws Refusal not_deactivated when the account was restored or changed meanwhile */
export async function eraseDue(deps: Deps, loaded: Account, now: string): Promise<Account> {
  return erase(deps, { loaded, actorId: service }, 'erased', now, (account) => {
    if (evaluateLifecycle(account.row, deps.policy, now).status !== 'erased')
      throw new Refusal('not_deactivated');
  });
}

/** Reminds an invitee once; the new link replaces the first and expires at the same time. */
export async function remindDue(deps: Deps, loaded: Account, now: string): Promise<Account> {
  const keys = await deps.keyring.load(now);
  return changeAccount(deps, loaded, { actorId: service, now }, (account) => {
    const { row, links, userId } = requirePerson(account);
    const { next } = evaluateLifecycle(row, deps.policy, now);
    if (next?.step !== 'remind' || next.at > now) throw new Refusal('not_invited');
    const life = Date.parse(row.invitationExpiresAt ?? now) - Date.parse(now);
    return {
      kind: 'invitation_reminded',
      row: { ...row, remindedAt: now },
      links: withLink(links, newLink(keys, userId, 'invitation', now, life)),
      effects: { project: true, mails: [mail('invitation_reminder')] },
    };
  });
}

/**
 * Records that the notice is due; it counts only once the mail service has accepted it.
 * The last administrator is warned instead, and again after `noticeRetryDays`.
 * @param earlyDays how many days early notices may be sent
 */
export async function queueNotice(
  deps: Deps,
  loaded: Account,
  now: string,
  earlyDays = 0,
): Promise<Account> {
  const keys = await deps.keyring.load(now);
  const lapses = await mayLapse(deps, loaded, now);
  const mails = lapses ? await noticeMails(deps, loaded, now) : [mail('last_admin_warning')];
  return changeAccount(deps, loaded, { actorId: service, now }, (account) => {
    const { row, links, userId } = requirePerson(account);
    const { next } = evaluateLifecycle(row, deps.policy, now);
    if (next?.step !== 'notice' || daysEarlier(next.at, earlyDays) > now)
      throw new Refusal('already_active');
    const data = { daysBefore: next.daysBefore };
    if (!lapses)
      return {
        kind: 'last_administrator_warned',
        data,
        row: { ...row, noticeFailedAt: now },
        effects: { project: true, mails },
      };
    const life = limit.keepAliveLinkDays * dayMs;
    return {
      kind: 'notice_queued',
      data,
      row: { ...row, noticeQueuedDays: next.daysBefore, noticeQueuedAt: now },
      links: withLink(links, newLink(keys, userId, 'keep_alive', now, life)),
      effects: { project: true, mails },
    };
  });
}

/** If the person is an organization's last active primary user, the e-mail says so. */
async function noticeMails(deps: Deps, { userId, row }: Account, now: string) {
  const notice = mail('inactivity_notice');
  if (row.role !== 'primary_user') return [notice];
  const others = await activePrimaryUsers(deps, row.organizationId, now);
  const last = others.every((id) => id === userId);
  return last ? [notice, mail('last_primary_user_warning')] : [notice];
}

/**
 * The mail service accepted the first notice of this round: from now on the account may lapse.
 * @param eventId of the notice; if its e-mail bounces later, the notice no longer counts
 * @throws Refusal last_administrator when the other administrators received notices meanwhile
 */
export async function noticeGiven(
  deps: ChangeDeps,
  loaded: Account,
  eventId: string,
  now: string,
): Promise<void> {
  if (loaded.row.firstNoticeAt || loaded.row.noticeQueuedDays === undefined) return;
  if (!(await mayLapse(deps, loaded, now))) return;
  await changeAccount(deps, loaded, { actorId: service, now }, (account) => {
    const { row } = requirePerson(account);
    if (row.firstNoticeAt || row.noticeQueuedDays === undefined)
      throw new Refusal('already_active');
    return {
      kind: 'notice_given',
      row: { ...row, firstNoticeAt: now, noticeEventId: eventId },
      effects: { project: true },
    };
  });
}

/** Files the account under its next date: the new row first, then the account's pointer to it. */
export async function refile(deps: Deps, account: Account, now: string): Promise<Account> {
  const { next } = await lifecycleOf(deps, account, now);
  const { userId, row } = account;
  if (!next) return account;
  const when = dayOf(next.at > now ? next.at : now);
  if (partitionOfDay(when, userId) === row.scheduledIn) return account;
  const scheduledIn = await file(deps.store, { when, userId, step: next.step });
  const filed = { ...row, scheduledIn, scheduledFor: next.step };
  // If somebody changed the account meanwhile, the next run looks at it again.
  return (await putAccountRow(deps.store, account, filed)) ? { ...account, row: filed } : account;
}

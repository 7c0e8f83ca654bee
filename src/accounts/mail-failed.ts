/** A mail that did not arrive leaves its mark; a notice that did not arrive was none. */
import { decodeTime } from 'ulid';
import { isSentElsewhere } from '../policy/mail-templates.ts';
import { loadAccount } from '../store/accounts.ts';
import { type ChangeDeps, changeAccount, type Decision } from '../store/change.ts';
import { mail, requirePerson } from './account.ts';
import { forgetIfTold } from './former-address.ts';

type Failed = { userId: string; eventId: string; template: string };

/**
 * Says nothing of the account when the mail was for another address than it has now.
 * Recorded once, however often it is told: a crash or a second report repeats it.
 * The date of deactivation moves, the notice is tried again after `noticeRetryDays`, and the
 * organization's primary users are told, once a round.
 */
export async function mailFailed(deps: ChangeDeps, failed: Failed, now: string): Promise<void> {
  const { userId, eventId, template } = failed;
  if (isSentElsewhere(template)) return forgetIfTold(deps, failed);
  const loaded = await loadAccount(deps.store, userId);
  if (!loaded?.person) return;
  const { mailFailedAt, mailFailedEventId, addressChangedAt = '' } = loaded.row;
  if (mailFailedAt && mailFailedEventId === eventId) return;
  const wasFormer = decodeTime(eventId) < Date.parse(addressChangedAt);
  if (wasFormer && template !== 'inactivity_notice') return;
  await changeAccount(deps, loaded, { actorId: 'service', now }, (account) => {
    const { row } = requirePerson(account);
    const pending = row.firstNoticeAt === undefined && row.noticeQueuedDays !== undefined;
    const counted = row.noticeEventId === eventId || pending;
    const lost = template === 'inactivity_notice' && counted;
    const decision = { kind: 'mail_failed', data: { template } } as const;
    return lost
      ? { ...decision, ...withoutNotice(row, failed, now) }
      : { ...decision, ...marked(row, failed, now) };
  });
}

type Row = ReturnType<typeof requirePerson>['row'];

function marked(row: Row, { eventId }: Failed, now: string): Pick<Decision, 'row' | 'effects'> {
  const mark = { mailFailedAt: now, mailFailedEventId: eventId };
  return { row: { ...row, ...mark }, effects: { project: true } };
}

function withoutNotice(
  row: Row,
  { eventId }: Failed,
  now: string,
): Pick<Decision, 'row' | 'effects'> {
  const told = row.noticeFailedAt !== undefined;
  const mails = told ? [] : [mail('notice_undeliverable', 'later', row.organizationId)];
  return {
    row: {
      ...row,
      firstNoticeAt: undefined,
      noticeEventId: undefined,
      noticeQueuedDays: undefined,
      noticeQueuedAt: undefined,
      noticeFailedAt: now,
      mailFailedAt: now,
      mailFailedEventId: eventId,
    },
    effects: { project: true, mails },
  };
}

/** An undelivered e-mail is recorded on the account; an undelivered notice does not count. */
import { decodeTime } from 'ulid';
import { isSentElsewhere } from '../policy/mail-templates.ts';
import { loadAccount } from '../store/accounts.ts';
import { type ChangeDeps, changeAccount, type Decision } from '../store/change.ts';
import { mail, requirePerson } from './account.ts';
import { forgetIfTold } from './former-address.ts';

type Failed = { userId: string; eventId: string; template: string };

/**
 * Leaves the account alone when the e-mail went to another address than its current one.
 * Recorded once, even if a crash or a second report repeats it.
 * An undelivered notice postpones deactivation and is retried after `noticeRetryDays`; the
 * organization's primary users are notified, once a round.
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

/** Where each row is stored: the tables, and the only place that builds partition and row keys. */
import { decodeTime } from 'ulid';
import type { LinkPurpose } from '../policy/link-purposes.ts';
import { minuteMs, monthOf } from '../policy/time.ts';
import type { RowName } from './row-names.ts';
import type { Key } from './tables.ts';

/**
 * Table, partition key, row key, and the kind of row: the first match applies. The journal adds one
 * table a month, see names.ts. A backup reads the tables in this order.
 */
export const places = [
  ['keys', /^keys$/, /./, 'keyRow'],
  ['keys', /^runs$/, /./, 'lifecycleRunRow'],
  ['keys', /^state$/, /^census$/, 'censusRow'],
  ['keys', /^state$/, /^held$/, 'suspendedRunRow'],
  ['keys', /^state$/, /^pause$/, 'pauseRow'],
  ['keys', /^state$/, /^release$/, 'releaseRow'],
  ['keys', /^state$/, /^expected\./, 'expectedTimerRow'],
  ['keys', /^state$/, /./, 'timerRow'],
  ['organizations', /^organizations$/, /^organization\./, 'organizationRow'],
  ['organizations', /^organizations$/, /^name\./, 'organizationNameRow'],
  ['organizations', /^organizations$/, /^review\./, 'reviewListRow'],
  ['organizations', /^organizations$/, /^event\./, 'eventRow'],
  ['organizations', /^offer\./, /./, 'offerRow'],
  ['organizations', /^awaiting$/, /./, 'awaitingRow'],
  ['notices', /./, /^notice\./, 'noticeRow'],
  ['notices', /./, /^privacy\./, 'privacyNoticeRow'],
  ['notices', /./, /^event\./, 'eventRow'],
  ['systems', /^systems$/, /^system\./, 'systemRow'],
  ['systems', /^systems$/, /^systemUse\./, 'systemUseRow'],
  ['systems', /^systems$/, /^systemOutage\./, 'systemOutageRow'],
  ['systems', /^systems$/, /^event\./, 'eventRow'],
  ['mails', /^waiting$/, /^outage$/, 'mailOutageRow'],
  ['mails', /^waiting$/, /./, 'waitingMailRow'],
  ['mails', /./, /./, 'mailRow'],
  ['accounts', /./, /^account$/, 'accountRow'],
  ['accounts', /./, /^account\.person$/, 'personRow'],
  ['accounts', /./, /^account\.session\./, 'sessionRow'],
  ['accounts', /./, /^account\.grant\./, 'grantRow'],
  ['accounts', /./, /^account\.system\./, 'knownSystemRow'],
  ['accounts', /./, /^account\.link\./, 'linkRow'],
  ['accounts', /./, /^account\.former\./, 'formerAddressRow'],
  ['accounts', /./, /^account\.request\./, 'dataRequestRow'],
  ['accounts', /./, /^account\.factor\./, 'factorRow'],
  ['accounts', /./, /^account\.recovery$/, 'recoveryRow'],
  ['accounts', /./, /^account\.legacyHash$/, 'legacyHashRow'],
  ['accounts', /./, /^account\.(attempts|codes|told)$/, 'attemptsRow'],
  ['accounts', /./, /^event\./, 'eventRow'],
  ['logins', /./, /^login$/, 'loginRow'],
  ['logins', /^guard\./, /^claims$/, 'guardRow'],
  ['directory', /./, /./, 'directoryRow'],
  ['search', /./, /./, 'searchRow'],
  ['schedule', /./, /./, 'scheduleRow'],
  ['throttle', /./, /./, 'attemptsRow'],
  ['signals', /./, /./, 'waitingSignalRow'],
  ['imports', /./, /^import$/, 'importRow'],
  ['imports', /./, /^line\./, 'importLineRow'],
] as const satisfies readonly (readonly [string, RegExp, RegExp, RowName])[];

export type TableName = (typeof places)[number][0];
/** Tables with a fixed name; infra provisions exactly these. */
export const tables = [...new Set(places.map(([table]) => table))];

/** Keys count time down, so that the newest row comes first. */
const msCeiling = 9_999_999_999_999;
const minuteCeiling = Math.floor(msCeiling / minuteMs);

/** The journal's newest minute is the hottest partition of the service: it has this many shards. */
export const journalShards = 4;
/** The accounts due on a day are spread over this many partitions. */
export const scheduleShards = 16;
/** A day's throttle rows and e-mails are spread over this many partitions. */
export const dayShards = 16;

const key = (partitionKey: string, rowKey: string): Key => ({ partitionKey, rowKey });

export const accountKey = (userId: string): Key => key(userId, 'account');

export const personKey = (userId: string): Key => key(userId, 'account.person');

export const attemptsKey = (userId: string): Key => key(userId, 'account.attempts');

export const sessionPrefix = 'account.session.';
export const sessionKey = (userId: string, sessionId: string): Key =>
  key(userId, `${sessionPrefix}${sessionId}`);

export const grantPrefix = 'account.grant.';
export const grantKey = (userId: string, codeHash: string): Key =>
  key(userId, `${grantPrefix}${codeHash}`);

export const knownSystemPrefix = 'account.system.';
export const knownSystemKey = (userId: string, systemId: string): Key =>
  key(userId, `${knownSystemPrefix}${systemId}`);

export const linkPrefix = 'account.link.';
export const linkKey = (userId: string, purpose: LinkPurpose, linkId: string): Key =>
  key(userId, `${linkPrefix}${purpose}.${linkId}`);

export const formerAddressPrefix = 'account.former.';
export const formerAddressKey = (userId: string, id: string): Key =>
  key(userId, `${formerAddressPrefix}${id}`);

export const requestPrefix = 'account.request.';
export const dataRequestKey = (userId: string, requestId: string): Key =>
  key(userId, `${requestPrefix}${requestId}`);

export const factorPrefix = 'account.factor.';
export const factorKey = (userId: string, factorId: string): Key =>
  key(userId, `${factorPrefix}${factorId}`);

export const recoveryKey = (userId: string): Key => key(userId, 'account.recovery');

export const legacyHashKey = (userId: string): Key => key(userId, 'account.legacyHash');

export const codesKey = (userId: string): Key => key(userId, 'account.codes');

export const eventPrefix = 'event.';
/** A person's events are in the person's partition, newest first. */
export const userEventKey = (userId: string, eventId: string): Key =>
  key(userId, `${eventPrefix}${countdown(eventId)}.${eventId}`);

export const toldKey = (userId: string): Key => key(userId, 'account.told');

/** All organizations are one small partition: one request lists them. */
export const organizationsPartition = 'organizations';
export const organizationPrefix = 'organization.';
export const organizationKey = (organizationId: string): Key =>
  key(organizationsPartition, `${organizationPrefix}${organizationId}`);
/** @param hash of the name's `nameKey` */
export const organizationNameKey = (hash: string): Key =>
  key(organizationsPartition, `name.${hash}`);
export const reviewListPrefix = (organizationId: string): string => `review.${organizationId}.`;
export const reviewListKey = (organizationId: string, number: number): Key =>
  key(
    organizationsPartition,
    `${reviewListPrefix(organizationId)}${String(number).padStart(3, '0')}`,
  );
export const organizationEventKey = (organizationId: string, eventId: string): Key =>
  key(organizationsPartition, `${eventPrefix}${organizationId}.${countdown(eventId)}.${eventId}`);

/** All notices are one small partition: one request lists them. */
export const noticesPartition = 'notices';
export const noticePrefix = 'notice.';
export const noticeKey = (noticeId: string): Key =>
  key(noticesPartition, `${noticePrefix}${noticeId}`);
export const privacyNoticePrefix = 'privacy.';
export const privacyNoticeKey = (version: number): Key =>
  key(noticesPartition, `${privacyNoticePrefix}${String(version).padStart(6, '0')}`);
export const noticeEventKey = (subjectId: string, eventId: string): Key =>
  key(noticesPartition, `${eventPrefix}${subjectId}.${countdown(eventId)}.${eventId}`);

/** All connected systems are one small partition: one request lists them with their use. */
export const systemsPartition = 'systems';
export const systemPrefix = 'system.';
export const systemUsePrefix = 'systemUse.';
export const systemKey = (systemId: string): Key =>
  key(systemsPartition, `${systemPrefix}${systemId}`);
export const systemUseKey = (systemId: string): Key =>
  key(systemsPartition, `${systemUsePrefix}${systemId}`);
export const systemOutagePrefix = 'systemOutage.';
export const systemOutageKey = (systemId: string): Key =>
  key(systemsPartition, `${systemOutagePrefix}${systemId}`);
/** In `signals`: a system's people are one partition. */
export const waitingSignalKey = (systemId: string, userId: string): Key => key(systemId, userId);
export const systemEventKey = (systemId: string, eventId: string): Key =>
  key(systemsPartition, `${eventPrefix}${systemId}.${countdown(eventId)}.${eventId}`);

/** An import and its lines are one partition. */
export const importKey = (importId: string): Key => key(importId, 'import');
export const importLinePrefix = 'line.';
export const importLineKey = (importId: string, line: number): Key =>
  key(importId, `${importLinePrefix}${String(line).padStart(4, '0')}`);

export const offerPrefix = 'offer.';
/** The people offered to an organization. */
export const offerKey = (organizationId: string, userId: string): Key =>
  key(`${offerPrefix}${organizationId}`, userId);

/** In `organizations`: everyone who awaits a decision, in one small partition. */
export const awaitingPartition = 'awaiting';
export const awaitingKey = (userId: string): Key => key(awaitingPartition, userId);

export const loginKey = (emailHash: string): Key => key(emailHash, 'login');

/** In `logins`, with the reservations: the claims at a rule that spans several people. */
export const guardKey = (guard: string): Key => key(`guard.${guard}`, 'claims');

export const directoryKey = (organizationId: string, userId: string): Key =>
  key(organizationId, userId);

/** In `search`: see search-keys.ts; both parts are hexadecimal. */
export const searchKey = (partitionKey: string, beginning: string, userId: string): Key =>
  key(partitionKey, `${beginning}.${userId}`);

/** @param day such as `2026-12-31` */
export const scheduleKey = (day: string, userId: string): Key =>
  key(`${day}.${shardOf(userId, scheduleShards)}`, userId);

/** The accounts of a suspended run; the name sorts after every day. */
export const suspendedPrefix = 'held.';
export const suspendedPartition = (runId: string): string => `${suspendedPrefix}${runId}`;
export const suspendedKey = (runId: string, userId: string): Key =>
  key(suspendedPartition(runId), userId);

/** In `schedule`: the hashes of other systems to delete after a day; sorts after `held.`. */
export const legacyPrefix = 'legacy.';
export const legacyKey = (day: string, userId: string): Key => key(`${legacyPrefix}${day}`, userId);

/** In `keys`: the lifecycle runs that can be undone. */
export const runsPartition = 'runs';
export const lifecycleRunKey = (runId: string): Key => key(runsPartition, runId);

/** In `keys`: what timers, releases and a suspended run store for the next run. */
export const statePartition = 'state';
export const expectedPrefix = 'expected.';

/** @returns the journal's month, such as `202611`, and the row's key in it */
export function journalKey(eventId: string): { month: string; key: Key } {
  const at = decodeTime(eventId);
  const shard = shardOf(eventId, journalShards);
  return {
    month: monthOf(new Date(at).toISOString()),
    key: {
      partitionKey: `${journalMinute(at)}.${shard}`,
      rowKey: `${countdown(eventId)}.${eventId}`,
    },
  };
}

/** @param at milliseconds @returns the prefix of the journal's partition keys for that minute */
export function journalMinute(at: number): string {
  return String(minuteCeiling - Math.floor(at / minuteMs)).padStart(9, '0');
}

/** @param day such as `2026-12-31` @param name a keyed hash or a random id */
export const dayKey = (day: string, name: string): Key =>
  key(`${day}.${shardOf(name, dayShards)}`, name);

/** In `mails`: e-mails waiting for the mail service. A person's are one range, oldest first. */
export const waitingPartition = 'waiting';
export const waitingPrefix = (userId: string): string => `${userId}.`;
export const waitingKey = (mail: {
  userId: string;
  eventId: string;
  template: string;
  aboutId?: string | undefined;
}): Key =>
  key(
    waitingPartition,
    `${waitingPrefix(mail.userId)}${mail.eventId}.${mail.template}.${mail.aboutId ?? ''}`,
  );
/** Sorts after every id. */
export const outageKey: Key = { partitionKey: waitingPartition, rowKey: 'outage' };

function countdown(eventId: string): string {
  return String(msCeiling - decodeTime(eventId)).padStart(13, '0');
}

/** The last characters of an id are random; they spread the load evenly. */
function shardOf(id: string, shards: number): string {
  let sum = 0;
  for (const character of id.slice(-6)) sum = sum * 31 + character.charCodeAt(0);
  return String(sum % shards).padStart(2, '0');
}

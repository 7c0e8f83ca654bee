/** The effects of a change: derived from it, repeatable, and independent of their order. */

import { decodeTime } from 'ulid';
import { z } from 'zod';
import { onFirstUse } from '../policy/on-first-use.ts';
import { type Account, loadAccount } from './accounts.ts';
import { markErased } from './backups.ts';
import type { Log } from './deps.ts';
import { readUserEvent } from './events.ts';
import { releaseAll } from './guards.ts';
import { releaseLogin } from './logins.ts';
import { putOffer } from './offers.ts';
import { projectLists } from './project-lists.ts';
import { removeUnsearched, unsearchedBy } from './project-search.ts';
import { directoryKey, eventPrefix, knownSystemPrefix } from './row-keys.ts';
import { type Effects, effects as effectsOf } from './rows/event.ts';
import { file } from './schedule.ts';
import type { WordKeys } from './search-keys.ts';
import type { Before } from './shown.ts';
import type { Store } from './store.ts';
import { quoted, readAll, remove } from './tables.ts';
import { putWork } from './work.ts';

type Change = { eventId: string; userId: string; effects: Effects };

/**
 * @param account the account after the change, as stored now; undefined if it no longer exists
 * @param before the account before the change; omitted if no longer known
 * @throws if storage fails; the journal row stays pending and repair runs this again
 */
export async function runEffects(
  { store, keys }: { store: Store; keys: WordKeys },
  change: Change,
  account: Account | undefined,
  before?: Before,
): Promise<void> {
  const { effects, userId, eventId } = change;
  await Promise.all([
    ...(effects.project ? [projectLists(store, keys, userId, account, before)] : []),
    ...(account?.row.scheduledIn && effects.project ? [projectSchedule(store, account)] : []),
    ...(account?.row.erasedAt && effects.project
      ? [markAsErased(store, change, account.row.erasedAt), sweep(store, userId)]
      : []),
    ...(effects.leftOrganizationId
      ? [leaveDirectory(store, effects.leftOrganizationId, userId, account)]
      : []),
    ...(effects.unsearched ? [removeUnsearched({ store, keys }, effects.unsearched, account)] : []),
    ...(effects.offersOf ? [projectOffer(store, effects.offersOf, userId, account)] : []),
    ...(effects.loginRemoved ? [releaseLogin(store, effects.loginRemoved, { userId })] : []),
    ...(effects.mails ?? []).map((mail) => queueMail(store, { eventId, userId }, mail)),
    ...queueLogouts(store, userId, effects),
    ...queueSignals(store, change),
  ]);
  // Once the lists show the change, other changes can be judged without the claim.
  await releaseAll({ store }, effects.guards ?? [], eventId);
}

/** For an account written without an event; after a failure, the next change projects it. */
export async function project(
  { store, keys, log }: { store: Store; keys: WordKeys; log: Log },
  account: Account,
  before: Account,
): Promise<void> {
  try {
    await projectAndFollow({ store, keys }, account.userId, account, before);
  } catch (error) {
    log('lists_lag', { reason: error instanceof Error ? error.name : 'unknown' });
  }
}

/**
 * Projects the account, and again if it has changed since it was loaded: the change may have been
 * projected before. One storage request more if it has not.
 * @param account as it was loaded; undefined if there is no such account
 * @param before as it was last projected, if that is known
 */
export async function projectAndFollow(
  { store, keys }: { store: Store; keys: WordKeys },
  userId: string,
  account: Account | undefined,
  before?: Account,
): Promise<void> {
  await projectLists(store, keys, userId, account, before);
  if (!account) return;
  const { row } = account;
  const latest = await loadAccount(store, userId);
  if (!latest || latest.row.chainLength === row.chainLength) return;
  const unsearched = unsearchedBy(keys, account, latest);
  const effects = { project: true, leftOrganizationId: row.organizationId, unsearched };
  await runEffects({ store, keys }, { eventId: '', userId, effects }, latest);
}

/** One storage request for each. */
function queueLogouts(store: Pick<Store, 'queue'>, userId: string, { logouts = [] }: Effects) {
  return logouts.map((entry) => putWork(store, 'signals', { kind: 'logout', userId, ...entry }));
}

/** One storage request for each system, whatever becomes of it. */
function queueSignals(store: Pick<Store, 'queue'>, { userId, eventId, effects }: Change) {
  const { signals = [] } = effects;
  // A restore has no event.
  if (eventId === '') return [];
  const since = new Date(decodeTime(eventId)).toISOString();
  return signals.map((systemId) =>
    putWork(store, 'signals', { kind: 'signal', userId, systemId, since }),
  );
}

type MailEffect = NonNullable<Effects['mails']>[number];

/** One storage request. */
export function queueMail(
  store: Pick<Store, 'queue'>,
  { eventId, userId }: Pick<Change, 'eventId' | 'userId'>,
  { template, queue, to, recipientId }: MailEffect,
): Promise<void> {
  const who = recipientId ? { userId: recipientId, aboutId: userId } : { userId, to };
  return putWork(store, queue, { kind: 'mail', ...who, eventId, template });
}

/** Includes the erasing event, so that a restore can state the rule. */
async function markAsErased(
  store: Store,
  { userId, eventId }: Change,
  erasedAt: string,
): Promise<void> {
  // A restore has no event, and the mark exists already.
  const event = eventId === '' ? undefined : await readUserEvent(store, userId, eventId);
  const { kind, at, actorId, organizationId } = event ?? {};
  const by = event && JSON.stringify({ eventId, kind, at, actorId, organizationId });
  await markErased(store, userId, erasedAt, by);
}

/** Rejects effects that this release cannot carry out. */
const knownEffects = onFirstUse(() =>
  z.strictObject({
    ...effectsOf.shape,
    mails: z.array(z.strictObject(effectsOf.shape.mails.unwrap().element.shape)).optional(),
  }),
);

/** @returns whether this release can carry out all of the effects */
export function areKnown(given: Effects): boolean {
  return knownEffects().safeParse(given).success;
}

async function projectSchedule(store: Store, account: Account): Promise<void> {
  const { scheduledIn: when = '', scheduledFor: step } = account.row;
  await file(store, { when, userId: account.userId, step });
}

/**
 * Deletes an erased person's remaining rows, which only a newer release knows. What connected systems
 * have acknowledged stays.
 */
async function sweep(store: Store, userId: string): Promise<void> {
  const table = await store.table('accounts');
  const filter = `PartitionKey eq ${quoted(userId)} and RowKey ne 'account' and (RowKey lt ${quoted(eventPrefix)} or RowKey ge ${quoted(`${eventPrefix}~`)})`;
  for await (const { partitionKey, rowKey } of readAll(table, z.looseObject({}), filter))
    if (!rowKey.startsWith(knownSystemPrefix)) await remove(table, { partitionKey, rowKey });
}

async function leaveDirectory(
  store: Store,
  organizationId: string,
  userId: string,
  account: Account | undefined,
): Promise<void> {
  if (account?.person && account.row.organizationId === organizationId) return;
  await remove(await store.table('directory'), directoryKey(organizationId, userId));
}

async function projectOffer(
  store: Store,
  organizationId: string,
  userId: string,
  account: Account | undefined,
): Promise<void> {
  const { offeredTo, offeredAt } = account?.row ?? {};
  const since = offeredTo === organizationId ? offeredAt : undefined;
  await putOffer(store, { organizationId, userId }, since);
}

/** Leaves failed effects to repair; the change itself stands. */
export async function orLeaveToRepair(
  log: Log,
  eventId: string,
  effects: () => Promise<void>,
): Promise<boolean> {
  try {
    await effects();
    return true;
  } catch (error) {
    log('effects_deferred', { eventId, reason: error instanceof Error ? error.name : 'unknown' });
    return false;
  }
}

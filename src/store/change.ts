/** The change protocol: a crash after any request leaves a state that repair finishes or undoes. */

import type { z } from 'zod';
import type { EventKindOf } from '../policy/event-names.ts';
import { dayOf, evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { signalNamesOf } from '../policy/signals.ts';
import { dayMs, earlierBy } from '../policy/time.ts';
import {
  type Account,
  type DataRequest,
  type Factor,
  type FormerAddress,
  type KnownSystem,
  type Link,
  loadAccount,
  type Session,
} from './accounts.ts';
import { afterResponse } from './after-response.ts';
import type { Deps } from './deps.ts';
import { orLeaveToRepair, runEffects } from './effects.ts';
import { type Entry, endedEntries, openGrants } from './entries.ts';
import { newEvent } from './event-id.ts';
import { foreignIn } from './foreign.ts';
import { releaseAll } from './guards.ts';
import { allEnded } from './in-parallel.ts';
import { openEntry, settleEntry } from './journal.ts';
import type { Keys } from './keyring.ts';
import { releaseLogin, reserveLogin } from './logins.ts';
import { unsearchedBy } from './project-search.ts';
import {
  accountKey,
  attemptsKey,
  codesKey,
  dataRequestKey,
  factorKey,
  formerAddressKey,
  grantKey,
  legacyHashKey,
  linkKey,
  personKey,
  recoveryKey,
  sessionKey,
  toldKey,
  userEventKey,
} from './row-keys.ts';
import {
  type AccountRow,
  type AttemptsRow,
  dataRequestRow,
  formerAddressRow,
  type PersonRow,
} from './rows/account.ts';
import { type Effects, type EventRow, eventRow, type JournalRow } from './rows/event.ts';
import {
  factorRow,
  grantRow,
  type LegacyHashRow,
  linkRow,
  type RecoveryRow,
  sessionRow,
} from './rows/sign-in.ts';
import { partitionOfDay } from './schedule.ts';
import { claimAll, type Guard, guardsOf } from './shared-rules.ts';
import { Conflict, getRow, type Write, write } from './tables.ts';

/** What an operation decided: the event, the resulting account, and the effects. */
export type Decision = {
  kind: EventKindOf<'user'>;
  data?: Record<string, unknown>;
  row: Omit<AccountRow, 'chainHead' | 'chainLength' | 'changedAt' | 'scheduledIn' | 'scheduledFor'>;
  /** Absent: the personal data is unchanged; null: it is deleted. */
  person?: PersonRow | null;
  /** Absent: unchanged; otherwise only these remain. */
  sessions?: readonly Session[];
  links?: readonly Link[];
  /** Also ends the sessions and links that only a newer release can read. */
  unreadable?: 'ended';
  formerAddresses?: readonly FormerAddress[];
  attempts?: AttemptsRow | null;
  dataRequests?: readonly DataRequest[];
  factors?: readonly Factor[];
  recovery?: RecoveryRow | null;
  codes?: AttemptsRow | null;
  /** Ends as soon as the account has a password of its own. */
  legacyHash?: LegacyHashRow | undefined;
  effects?: Effects;
};

export type ChangeDeps = Pick<Deps, 'store' | 'keyring' | 'log' | 'policy' | 'clock'>;

/** Who acts, and the instant of the request or run, by which permission is decided. */
export type Acting = { actorId: string; now: string };

/** Pure: throws a Refusal or returns the decision. Called again if another change came first. */
type Decide = (account: Account | undefined) => Decision;

/** The id of an account to be created. */
type NewAccount = { userId: string; row?: undefined };

/**
 * Makes one change: decide → journal (pending) → reservations → transaction → effects → journal
 * (done).
 * @param before the account as last read, or its id to create it
 * @returns the account after the change
 * @throws Refusal from `decide`, `address_taken`, a refusal of the shared rules
 *   (store/shared-rules.ts), or `request_in_progress` after many lost races
 */
export async function changeAccount(
  deps: ChangeDeps,
  before: Account | NewAccount,
  acting: Acting,
  decide: Decide,
): Promise<Account> {
  const { userId } = before;
  let subject = before;
  for (let tries = 0; tries < limit.changeTriesMax; tries++) {
    const prepared = await prepare(deps, subject, acting, decide);
    const guards = guardsOf(deps.policy, acting, prepared);
    const plan = withGuards(prepared, guards);
    try {
      await enter(deps, guards, plan);
    } catch (error) {
      if (error instanceof Refusal) await undo(deps, plan.entry);
      throw error;
    }
    if (await commit(deps, plan)) return finish(deps, plan);
    await undo(deps, plan.entry);
    subject = (await loadAccount(deps.store, userId)) ?? { userId };
  }
  throw new Refusal('request_in_progress', { retryAfterSeconds: 1 });
}

/**
 * Writes the journal row together with the claims, which the next claim rules out if a crash leaves
 * no row. Nothing is reserved before the row exists, by which repair would release it.
 * @throws Refusal of a guard, or `address_taken`
 */
async function enter(deps: ChangeDeps, guards: readonly Guard[], plan: Plan): Promise<void> {
  const { entry, userId: subjectId } = plan;
  const { eventId, at } = entry;
  const own = { subjectKind: 'user', subjectId, eventId, at } as const;
  const [, claimed] = await allEnded([openEntry(deps.store, entry), claimAll(deps, guards, own)]);
  await allEnded([reserve(deps, plan), claimed.check()]);
}

/** Names the guards in the journal row, so that repair can release the claims. */
function withGuards(plan: Plan, guards: readonly { name: string }[]): Plan {
  if (guards.length === 0) return plan;
  const effects = { ...plan.entry.effects, guards: guards.map(({ name }) => name) };
  return { ...plan, entry: { ...plan.entry, effects } };
}

export type Plan = {
  userId: string;
  before: Account | undefined;
  after: Account;
  event: EventRow;
  eventId: string;
  entry: JournalRow;
  keys: Keys;
};

/**
 * Computes what the decision writes; pure except for keys and clock. Exported for sign-in, which
 * takes a path of its own and names the event of the journal row that it has already written.
 */
export async function prepare(
  deps: Pick<Deps, 'keyring' | 'policy' | 'clock'>,
  before: Account | NewAccount,
  { actorId, now, event }: Acting & { event?: { eventId: string; at: string } },
  decide: Decide,
): Promise<Plan> {
  const { userId } = before;
  const account = before.row && before;
  const decision = decide(account);
  const keys = await deps.keyring.load(now);
  const { eventId, at } = event ?? newEvent(deps);
  const { organizationId } = decision.row;
  const ended = endedBy(decision, account);
  const data = withEnded(decision, ended);
  const what = { kind: decision.kind, at, actorId, organizationId, data };
  const number = (account?.row.chainLength ?? 0) + 1;
  const mac = keys.auditMac(chained(account?.row.chainHead, { ...what, eventId, userId, number }));
  const row: AccountRow = {
    ...decision.row,
    chainHead: mac,
    chainLength: number,
    changedAt: at,
    ...scheduled(deps, decision.row, account, userId, now),
  };
  const after: Account = {
    userId,
    row,
    etag: '',
    person: decision.person === null ? undefined : (decision.person ?? account?.person),
    sessions: decision.sessions ?? account?.sessions ?? [],
    links: decision.links ?? account?.links ?? [],
    unreadable: decision.unreadable ? [] : (account?.unreadable ?? []),
    grants: openGrants(account?.grants ?? [], decision.sessions, now),
    systems: account?.systems ?? [],
    formerAddresses: (decision.formerAddresses ?? account?.formerAddresses ?? []).filter(
      ({ changedAt }) => changedAt > earlierBy(now, limit.formerAddressDays * dayMs),
    ),
    dataRequests: decision.dataRequests ?? account?.dataRequests ?? [],
    factors: decision.factors ?? account?.factors ?? [],
    recovery: decision.recovery === null ? undefined : (decision.recovery ?? account?.recovery),
    legacyHash:
      decision.person === null || decision.row.passwordHash !== undefined
        ? undefined
        : (decision.legacyHash ?? account?.legacyHash),
    // It is erased with the person.
    told: decision.person === null ? undefined : account?.told,
    codes: decision.codes === null ? undefined : (decision.codes ?? account?.codes),
    attempts: decision.attempts === null ? undefined : (decision.attempts ?? account?.attempts),
  };
  const unsearched = unsearchedBy(keys, account, after);
  const entry: JournalRow = {
    ...what,
    eventId,
    subjectKind: 'user',
    subjectId: userId,
    state: 'pending',
    effects: {
      ...decision.effects,
      ...(ended.length > 0 && { logouts: ended }),
      ...(unsearched.length > 0 && { unsearched }),
      ...signalsTo(decision.kind, account?.systems ?? [], ended),
    },
  };
  return { userId, before: account, after, event: { ...what, mac, number }, eventId, entry, keys };
}

/**
 * Whatever ends a session also tells the connected systems that it entered. With another role, each
 * is checked again when it is told.
 */
function endedBy({ row, sessions }: Decision, before: Account | undefined): Entry[] {
  const had = before?.sessions ?? [];
  return endedEntries(had, before?.row.role === row.role ? (sessions ?? had) : []);
}

/** The event says which systems a session had entered if they are to be told of its end. */
function withEnded({ kind, data = {} }: Decision, ended: readonly Entry[]) {
  const isTold = signalNamesOf(kind).includes('session-revoked');
  return isTold && ended.length > 0 ? { ...data, ended } : data;
}

/** A person whom no system knows costs nothing. */
function signalsTo(
  kind: string,
  known: readonly KnownSystem[],
  ended: readonly Entry[],
): Pick<Effects, 'signals'> {
  const names = signalNamesOf(kind);
  const ofSessionsOnly = names.every((name) => name === 'session-revoked');
  const told = known.filter(
    ({ id, purgedAt }) =>
      purgedAt === undefined && (!ofSessionsOnly || ended.some(({ systemId }) => systemId === id)),
  );
  return names.length > 0 && told.length > 0 ? { signals: told.map(({ id }) => id) } : {};
}

/** What an event's keyed hash covers: the previous hash and all of its fields, in a fixed order. */
export function chained(
  previous: string | undefined,
  event: {
    eventId: string;
    userId: string;
    number: number;
    kind: string;
    at: string;
    actorId: string;
    organizationId: string;
    data: Record<string, unknown>;
  },
): string {
  const { eventId, userId, number, kind, at, actorId, organizationId, data } = event;
  const parts = [previous ?? '', eventId, userId, number, kind, at, actorId, organizationId, data];
  return JSON.stringify(parts);
}

/** @returns whether the transaction is stored, by this attempt or one whose response was lost */
export async function commit(deps: Pick<Deps, 'store'>, plan: Plan): Promise<boolean> {
  const table = await deps.store.table('accounts');
  try {
    await write(table, parts(plan));
    return true;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const row = await getRow(table, eventRow, userEventKey(plan.userId, plan.eventId));
    return row !== undefined && !row.void;
  }
}

/** Releases what a change that never happened had reserved, and settles its row. */
export async function undo(
  deps: Pick<Deps, 'store' | 'keyring'>,
  entry: JournalRow,
): Promise<void> {
  const added = entry.effects?.loginAdded;
  if (added) {
    const keys = await deps.keyring.load(entry.at);
    const { subjectId: userId, eventId } = entry;
    const account = await loadAccount(deps.store, userId);
    const isHeld = hasAddress(keys, account, added);
    await releaseLogin(deps.store, added, { userId, eventId }, isHeld);
  }
  await releaseAll(deps, entry.effects?.guards ?? [], entry.eventId);
  await settleEntry(deps.store, entry, 'void');
}

/** A declined proposal keeps the person's data for a while, but no longer the address. */
export function hasAddress(keys: Keys, account: Account | undefined, emailHash: string): boolean {
  if (!account?.person || account.row.declinedAt) return false;
  return keys.emailHash(account.person.email) === emailHash;
}

async function reserve(deps: ChangeDeps, plan: Plan): Promise<void> {
  const added = plan.entry.effects?.loginAdded;
  if (added && !(await reserveLogin(deps.store, added, plan))) throw new Refusal('address_taken');
}

async function finish(deps: ChangeDeps, plan: Plan) {
  const { entry, userId, eventId, before } = plan;
  const { guards = [], ...effects } = entry.effects ?? {};
  const change = { eventId, userId, effects };
  const { keys } = plan;
  const done = await orLeaveToRepair(deps.log, eventId, () =>
    runEffects({ store: deps.store, keys }, change, plan.after, before ?? 'none'),
  );
  // If the lists of the previous change may be written after ours, the row is left to repair, which
  // projects again.
  const recent =
    before !== undefined &&
    entry.effects?.project === true &&
    Date.parse(entry.at) - Date.parse(before.row.changedAt) < limit.projectAgainSeconds * 1_000;
  if (!done) return plan.after;
  const settle = async () => {
    await releaseAll(deps, guards, eventId);
    if (!recent) await settleEntry(deps.store, entry, 'done');
  };
  await afterResponse(() => orLeaveToRepair(deps.log, eventId, settle));
  return plan.after;
}

/** The day on which the timer examines the account; an earlier date refiles it. */
function scheduled(
  deps: Pick<Deps, 'policy'>,
  row: Decision['row'],
  account: Account | undefined,
  userId: string,
  now: string,
): Pick<AccountRow, 'scheduledIn' | 'scheduledFor'> {
  const next = evaluateLifecycle(row, deps.policy, now).next;
  const { scheduledIn, scheduledFor } = account?.row ?? {};
  const filed = { scheduledIn, scheduledFor };
  if (!next) return row.erasedAt ? { scheduledIn: undefined, scheduledFor: undefined } : filed;
  const partition = partitionOfDay(dayOf(next.at), userId);
  if (scheduledIn && scheduledIn <= partition) return filed;
  return { scheduledIn: partition, scheduledFor: next.step };
}

function parts(plan: Plan): Write[] {
  const { before, after, userId } = plan;
  const key = accountKey(userId);
  const account: Write = before
    ? { do: 'put', key, row: after.row, etag: before.etag }
    : { do: 'insert', key, row: after.row };
  const event: Write = { do: 'insert', key: userEventKey(userId, plan.eventId), row: plan.event };
  return [
    account,
    event,
    ...rowParts(personKey(userId), before?.person, after.person),
    ...listParts(sessionRow, before?.sessions ?? [], after.sessions, ({ id }) =>
      sessionKey(userId, id),
    ),
    ...listParts(grantRow, before?.grants ?? [], after.grants, ({ id }) => grantKey(userId, id)),
    ...listParts(linkRow, before?.links ?? [], after.links, (link) =>
      linkKey(userId, link.purpose, link.id),
    ),
    ...(before?.unreadable ?? [])
      .filter((rowKey) => !after.unreadable.includes(rowKey))
      .map((rowKey) => ({ do: 'delete' as const, key: { partitionKey: userId, rowKey } })),
    ...listParts(formerAddressRow, before?.formerAddresses ?? [], after.formerAddresses, ({ id }) =>
      formerAddressKey(userId, id),
    ),
    ...listParts(dataRequestRow, before?.dataRequests ?? [], after.dataRequests, ({ id }) =>
      dataRequestKey(userId, id),
    ),
    ...listParts(factorRow, before?.factors ?? [], after.factors, ({ id }) =>
      factorKey(userId, id),
    ),
    ...rowParts(recoveryKey(userId), before?.recovery, after.recovery),
    ...rowParts(legacyHashKey(userId), before?.legacyHash, after.legacyHash),
    ...rowParts(attemptsKey(userId), before?.attempts, after.attempts),
    ...rowParts(codesKey(userId), before?.codes, after.codes),
    ...rowParts(toldKey(userId), before?.told, after.told),
  ];
}

/** The parts for a row that a person has at most once. */
function rowParts(key: Write['key'], before: object | undefined, after: object | undefined) {
  if (after === before) return [];
  if (!after) return [{ do: 'delete' as const, key }];
  // A rebuilt row lacks the fields that only a newer release knows.
  return [{ do: 'put' as const, key, row: { ...foreignIn(before), ...after } }];
}

/** Stores the fields of the schema and the foreign ones; the key holds the rest. */
function listParts<T extends { id: string }>(
  schema: z.ZodType<object>,
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => Write['key'],
): Write[] {
  const gone = before.filter((item) => !after.some((kept) => kept.id === item.id));
  const changed = after.filter((item) => !before.includes(item));
  return [
    ...gone.map((item) => ({ do: 'delete' as const, key: keyOf(item) })),
    ...changed.map((item) => ({
      do: 'put' as const,
      key: keyOf(item),
      row: { ...schema.parse(item), ...foreignIn(item) },
    })),
  ];
}

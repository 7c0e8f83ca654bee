/** An account's current state: the rows of one partition, read in one request. */
import type { z } from 'zod';
import { type LinkPurpose, linkPurposes } from '../policy/link-purposes.ts';
import { fieldsOf, fieldsOrNone, UnreadableRow } from './foreign.ts';
import {
  accountKey,
  factorPrefix,
  formerAddressKey,
  formerAddressPrefix,
  grantPrefix,
  knownSystemPrefix,
  linkPrefix,
  requestPrefix,
  sessionKey,
  sessionPrefix,
} from './row-keys.ts';
import {
  type AccountRow,
  type AttemptsRow,
  accountRow,
  attemptsRow,
  type DataRequestRow,
  dataRequestRow,
  type FactorRow,
  type FormerAddressRow,
  factorRow,
  formerAddressRow,
  type GrantRow,
  grantRow,
  type KnownSystemRow,
  knownSystemRow,
  type LegacyHashRow,
  type LinkRow,
  legacyHashRow,
  linkRow,
  type PersonRow,
  personRow,
  type RecoveryRow,
  recoveryRow,
  type SessionRow,
  sessionRow,
} from './rows.ts';
import type { Store } from './store.ts';
import {
  anyRow,
  Conflict,
  getRow,
  readPage,
  remove,
  rowsUnder,
  type Stored,
  write,
} from './tables.ts';

export type Session = SessionRow & { id: string };
/** The ETag ensures that concurrent wrong passwords are counted one by one. */
export type Attempts = AttemptsRow & { etag?: string };
export type DataRequest = DataRequestRow & { id: string };
export type Factor = FactorRow & { id: string };
export type Grant = GrantRow & { id: string };
export type KnownSystem = KnownSystemRow & { id: string };
export type FormerAddress = FormerAddressRow & { id: string };
export type Link = LinkRow & { id: string; purpose: LinkPurpose };

/** Everything but the events. `person` is absent after erasure. */
export type Account = {
  userId: string;
  row: AccountRow;
  etag: string;
  person: PersonRow | undefined;
  sessions: readonly Session[];
  links: readonly Link[];
  /** Codes and access tokens of connected systems. */
  grants: readonly Grant[];
  /** The connected systems that the person has entered, even after erasure. */
  systems: readonly KnownSystem[];
  /** Row keys of sessions and links that only a newer release can read. */
  unreadable: readonly string[];
  formerAddresses: readonly FormerAddress[];
  attempts: Attempts | undefined;
  dataRequests: readonly DataRequest[];
  factors: readonly Factor[];
  recovery: RecoveryRow | undefined;
  legacyHash: LegacyHashRow | undefined;
  /** Attempts with codes of authenticator apps. */
  codes: Attempts | undefined;
  /** Addresses reported to the person as taken. */
  told: Attempts | undefined;
};

/**
 * @returns the account, or undefined if there never was one. One storage request.
 * @throws UnreadableRow
 */
export async function loadAccount(
  store: Pick<Store, 'table'>,
  userId: string,
): Promise<Account | undefined> {
  const page = await readPage(await store.table('accounts'), anyRow, {
    filter: rowsUnder(userId, 'account'),
  });
  return accountFrom(userId, page.rows);
}

/** @returns undefined if there never was such an account. One storage request. */
export async function readExistence(
  store: Pick<Store, 'table'>,
  userId: string,
): Promise<{ isErased: boolean } | undefined> {
  const schema = accountRow.pick({ erasedAt: true });
  const row = await getRow(await store.table('accounts'), schema, accountKey(userId));
  return row && { isErased: row.erasedAt !== undefined };
}

/** For lists: an account that only a newer release can read does not affect the others. */
export async function loadReadable(
  store: Pick<Store, 'table'>,
  userId: string,
): Promise<Account | undefined> {
  try {
    return await loadAccount(store, userId);
  } catch (error) {
    if (error instanceof UnreadableRow) return undefined;
    throw error;
  }
}

/**
 * Replaces the account's own row, without an event. One storage request.
 * @returns false, with nothing written, if the account has changed since it was loaded
 */
export async function putAccountRow(
  store: Pick<Store, 'table'>,
  { userId, etag }: Account,
  row: AccountRow,
): Promise<boolean> {
  try {
    await write(await store.table('accounts'), [{ do: 'put', key: accountKey(userId), row, etag }]);
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
}

/** Deletes a former address, without an event. One storage request. */
export async function forgetFormerAddress(
  store: Pick<Store, 'table'>,
  userId: string,
  id: string,
): Promise<void> {
  await remove(await store.table('accounts'), formerAddressKey(userId, id));
}

/**
 * Writes a refreshed session together with the account. One storage request, two if another write
 * came first.
 * @returns whether it is stored, by this attempt or by an earlier one whose response was lost
 */
export async function advanceSession(
  store: Pick<Store, 'table'>,
  { userId, etag }: Account,
  row: AccountRow,
  { id, ...session }: Session,
): Promise<boolean> {
  const table = await store.table('accounts');
  const key = sessionKey(userId, id);
  try {
    await write(table, [
      { do: 'put', key: accountKey(userId), row, etag },
      { do: 'put', key, row: session },
    ]);
    return true;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return (await getRow(table, sessionRow, key))?.refreshId === session.refreshId;
  }
}

/**
 * @param rows the current rows of the person's partition; rows that only a newer release knows are
 *   kept unchanged and erased with the person
 * @throws UnreadableRow when the account itself cannot be read
 */
export function accountFrom(
  userId: string,
  rows: readonly Stored<Record<string, unknown>>[],
): Account | undefined {
  const account = rows.find((row) => row.rowKey === 'account');
  if (!account) return undefined;
  const named = (name: string) => rows.find((row) => row.rowKey === name);
  const person = named('account.person');
  const attempts = named('account.attempts');
  const recovery = named('account.recovery');
  const legacyHash = named('account.legacyHash');
  const codes = named('account.codes');
  const told = named('account.told');
  const under = <T extends z.ZodType<object>>(schema: T, prefix: string) =>
    rows
      .filter((row) => row.rowKey.startsWith(prefix))
      .flatMap((row) =>
        fieldsOrNone(schema, row).map((fields) => ({
          ...fields,
          id: row.rowKey.slice(prefix.length),
        })),
      );
  const sessions = under(sessionRow, sessionPrefix);
  const links = rows.filter((row) => row.rowKey.startsWith(linkPrefix)).flatMap(readLink);
  const read = new Set([
    ...sessions.map(({ id }) => `${sessionPrefix}${id}`),
    ...links.map(({ purpose, id }) => `${linkPrefix}${purpose}.${id}`),
  ]);
  return {
    userId,
    row: fieldsOf(accountRow, account),
    etag: account.etag,
    person: person && fieldsOf(personRow, person),
    sessions,
    grants: under(grantRow, grantPrefix),
    systems: under(knownSystemRow, knownSystemPrefix),
    links,
    unreadable: rows
      .map(({ rowKey }) => rowKey)
      .filter((key) => key.startsWith(sessionPrefix) || key.startsWith(linkPrefix))
      .filter((key) => !read.has(key)),
    formerAddresses: under(formerAddressRow, formerAddressPrefix),
    attempts: attempts && { ...fieldsOf(attemptsRow, attempts), etag: attempts.etag },
    dataRequests: under(dataRequestRow, requestPrefix),
    factors: under(factorRow, factorPrefix),
    recovery: recovery && fieldsOf(recoveryRow, recovery),
    legacyHash: legacyHash && fieldsOrNone(legacyHashRow, legacyHash)[0],
    codes: codes && { ...fieldsOf(attemptsRow, codes), etag: codes.etag },
    told: told && { ...fieldsOf(attemptsRow, told), etag: told.etag },
  };
}

function readLink(row: Stored<Record<string, unknown>>): Link[] {
  const [purpose, id] = row.rowKey.slice(linkPrefix.length).split('.');
  const known = linkPurposes.find((candidate) => candidate === purpose);
  if (!known || !id) return [];
  return fieldsOrNone(linkRow, row).map((fields) => ({ ...fields, purpose: known, id }));
}

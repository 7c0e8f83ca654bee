/** An account as it is: the live rows of one partition, read in one request. */
import { z } from 'zod';
import { factorPrefix, linkPrefix, requestPrefix, sessionPrefix } from './keys-of.ts';
import {
  type AccountRow,
  type AttemptsRow,
  accountRow,
  attemptsRow,
  type DataRequestRow,
  dataRequestRow,
  type FactorRow,
  factorRow,
  type LinkPurpose,
  type LinkRow,
  linkPurposes,
  linkRow,
  type PersonRow,
  personRow,
  type RecoveryRow,
  recoveryRow,
  type SessionRow,
  sessionRow,
} from './rows.ts';
import type { Store } from './store.ts';
import { readPage, rowsUnder, type Stored } from './tables.ts';

export type Session = SessionRow & { id: string };
/** Its ETag makes parallel wrong passwords count one by one. */
export type Attempts = AttemptsRow & { etag?: string };
export type DataRequest = DataRequestRow & { id: string };
export type Factor = FactorRow & { id: string };
export type Link = LinkRow & { id: string; purpose: LinkPurpose };

/** Everything but the events. `person` is absent after erasure. */
export type Account = {
  userId: string;
  row: AccountRow;
  etag: string;
  person: PersonRow | undefined;
  sessions: readonly Session[];
  links: readonly Link[];
  attempts: Attempts | undefined;
  dataRequests: readonly DataRequest[];
  factors: readonly Factor[];
  recovery: RecoveryRow | undefined;
  /** Codes of authenticator apps that were tried. */
  codes: Attempts | undefined;
};

/** @returns the account, or undefined where there never was one. One storage request. */
export async function loadAccount(
  store: Pick<Store, 'table'>,
  userId: string,
): Promise<Account | undefined> {
  const page = await readPage(await store.table('accounts'), z.looseObject({}), {
    filter: rowsUnder(userId, 'account'),
  });
  return accountFrom(userId, page.rows);
}

/** @param rows the live rows of the person's partition; others are passed over */
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
  const codes = named('account.codes');
  const under = (prefix: string) =>
    rows
      .filter((row) => row.rowKey.startsWith(prefix))
      .map((row) => ({ row, id: row.rowKey.slice(prefix.length) }));
  return {
    userId,
    row: accountRow.parse(account),
    etag: account.etag,
    person: person && personRow.parse(person),
    sessions: under(sessionPrefix).map(({ row, id }) => ({ ...sessionRow.parse(row), id })),
    links: rows.filter((row) => row.rowKey.startsWith(linkPrefix)).flatMap(readLink),
    attempts: attempts && { ...attemptsRow.parse(attempts), etag: attempts.etag },
    dataRequests: under(requestPrefix).map(({ row, id }) => ({ ...dataRequestRow.parse(row), id })),
    factors: under(factorPrefix).map(({ row, id }) => ({ ...factorRow.parse(row), id })),
    recovery: recovery && recoveryRow.parse(recovery),
    codes: codes && { ...attemptsRow.parse(codes), etag: codes.etag },
  };
}

function readLink(row: Stored<Record<string, unknown>>): Link[] {
  const [purpose, id] = row.rowKey.slice(linkPrefix.length).split('.');
  const known = linkPurposes.find((candidate) => candidate === purpose);
  return known && id ? [{ ...linkRow.parse(row), purpose: known, id }] : [];
}

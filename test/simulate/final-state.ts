/** Checks the consistency of everything stored at the end. */
import { z } from 'zod';
import { evaluateLifecycle } from '../../src/policy/lifecycle.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { chained } from '../../src/store/change.ts';
import { nameOf, searchedRow, searchesAlike } from '../../src/store/project-search.ts';
import { eventPrefix } from '../../src/store/row-keys.ts';
import { eventRow } from '../../src/store/rows/event.ts';
import { directoryRow, type SearchRow, searchRow } from '../../src/store/rows/list.ts';
import { loginRow } from '../../src/store/rows/sign-in.ts';
import { searchKeys } from '../../src/store/search-keys.ts';
import { readAll, rowsUnder } from '../../src/store/tables.ts';
import { readUnfinished } from '../../src/store/unfinished.ts';
import type { Service } from '../support/harness.ts';
import { check, type Tally } from './invariants.ts';

export async function checkFinalState(service: Service, tally: Tally): Promise<void> {
  const { deps, clock } = service;
  const ids = new Set<string>();
  const accounts = await deps.store.table('accounts');
  for await (const row of readAll(accounts, z.object({}), "RowKey eq 'account'"))
    ids.add(row.partitionKey);
  const logins = new Map<string, string>();
  for await (const row of readAll(await deps.store.table('logins'), loginRow, ''))
    logins.set(row.partitionKey, row.userId);
  const listed = new Map<string, z.infer<typeof directoryRow>>();
  for await (const row of readAll(await deps.store.table('directory'), directoryRow, ''))
    listed.set(row.rowKey, directoryRow.parse(row));
  const searched = new Map<string, SearchRow>();
  for await (const row of readAll(await deps.store.table('search'), searchRow, ''))
    searched.set(nameOf(row), searchRow.parse(row));
  const filed = new Map<string, string>();
  for await (const row of readAll(await deps.store.table('schedule'), z.object({}), ''))
    filed.set(row.rowKey, [row.partitionKey, filed.get(row.rowKey) ?? '~'].sort()[0] ?? '');
  const keys = await deps.keyring.load(clock.iso);
  let people = 0;
  for (const userId of ids) {
    const account = await loadAccount(deps.store, userId);
    if (!account) continue;
    const { row, person, factors } = account;
    const secondFactor = factors.length > 0;
    // Declining frees the address at once; the names are erased a day later.
    const addressed = row.declinedAt ? undefined : person;
    if (addressed) people++;
    const login = addressed && logins.get(keys.emailHash(addressed.email));
    check(tally, 'logins', addressed === undefined || login === userId, userId);
    check(tally, 'erased', !row.erasedAt || (!person && !listed.has(userId)), userId);
    const expected = person && directoryRow.parse({ ...row, ...person, secondFactor });
    const same = JSON.stringify(expected) === JSON.stringify(listed.get(userId));
    check(tally, 'directory', same, userId);
    const wanted = searchedRow(account);
    for (const key of wanted ? searchKeys(keys, wanted) : []) {
      const row = searched.get(nameOf(key));
      const found = row !== undefined && wanted !== undefined && searchesAlike(row, wanted);
      check(tally, 'directory', found, `${userId} in the search index`);
      searched.delete(nameOf(key));
    }
    const { next } = evaluateLifecycle(row, deps.policy, clock.iso);
    const place = filed.get(userId)?.slice(0, 10) ?? '~';
    const inTime = next === undefined || place <= dayAfter(next.at);
    check(tally, 'schedule', inTime, `${userId} ${place} ${next?.at}`);
    await checkChain(service, tally, userId);
  }
  for (const { userId } of searched.values())
    check(tally, 'directory', false, `${userId} has a word too many in the search index`);
  check(tally, 'logins', logins.size === people, `${logins.size} addresses, ${people} people`);
  let pending = 0;
  // Of any age, because a clock may have been wrong.
  for await (const rows of readUnfinished(deps.store, await deps.store.journalMonths(), {}))
    pending += rows.length;
  check(tally, 'journal', pending === 0, `${pending} pending`);
}

/** A day in Helsinki begins before the same day in UTC. */
function dayAfter(instant: string): string {
  return new Date(Date.parse(instant) + 86_400_000).toISOString().slice(0, 10);
}

async function checkChain({ deps, clock }: Service, tally: Tally, userId: string): Promise<void> {
  const keys = await deps.keyring.load(clock.iso);
  const events: (z.infer<typeof eventRow> & { eventId: string })[] = [];
  const filter = rowsUnder(userId, eventPrefix);
  for await (const row of readAll(await deps.store.table('accounts'), eventRow, filter))
    events.push({ ...row, eventId: row.rowKey.split('.').at(-1) ?? '' });
  const chain = events.filter((event) => !event.void).sort((a, b) => a.number - b.number);
  let previous: string | undefined;
  const whole = chain.every((event, index) => {
    const mac = keys.auditMac(chained(previous, { ...event, userId }));
    previous = event.mac;
    return event.number === index + 1 && event.mac === mac;
  });
  check(tally, 'chain', whole, userId);
}

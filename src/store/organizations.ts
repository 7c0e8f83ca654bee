/** Organizations: all rows in one small partition, changed by the same protocol as accounts. */

import type { EventKindOf } from '../policy/event-names.ts';
import { Refusal } from '../policy/problems.ts';
import { chained } from './change.ts';
import type { Deps } from './deps.ts';
import { newEvent } from './event-id.ts';
import { withoutKey } from './foreign.ts';
import { openEntry, settleEntry } from './journal.ts';
import {
  organizationEventKey,
  organizationKey,
  organizationPrefix,
  organizationsPartition,
} from './row-keys.ts';
import { eventRow, type JournalRow, type OrganizationRow, organizationRow } from './rows.ts';
import type { Store } from './store.ts';
import { Conflict, getRow, readPage, rowsUnder, type Write, write } from './tables.ts';

export type Organization = { organizationId: string; row: OrganizationRow; etag: string };

/** One storage request. */
export async function loadOrganization(
  store: Pick<Store, 'table'>,
  organizationId: string,
): Promise<Organization | undefined> {
  const table = await store.table('organizations');
  const row = await getRow(table, organizationRow, organizationKey(organizationId));
  return row && { organizationId, row: withoutKey(row), etag: row.etag };
}

/** For whom the rules don't matter: they may be a newer release's. One storage request. */
export async function loadOrganizationName(
  store: Pick<Store, 'table'>,
  organizationId: string,
): Promise<string | undefined> {
  const table = await store.table('organizations');
  const schema = organizationRow.pick({ name: true });
  return (await getRow(table, schema, organizationKey(organizationId)))?.name;
}

/** All of them, by name. One storage request for each thousand. */
export async function listOrganizations(store: Pick<Store, 'table'>): Promise<Organization[]> {
  const table = await store.table('organizations');
  const filter = rowsUnder(organizationsPartition, organizationPrefix);
  const found: Organization[] = [];
  let next: string | undefined;
  do {
    const page = await readPage(table, organizationRow, { filter, next });
    for (const row of page.rows)
      found.push({
        organizationId: row.rowKey.slice(organizationPrefix.length),
        row: withoutKey(row),
        etag: row.etag,
      });
    next = page.next;
  } while (next);
  return found.sort((a, b) => a.row.name.localeCompare(b.row.name, 'fi'));
}

type Decision = {
  kind: EventKindOf<'organization'>;
  data?: Record<string, unknown>;
  row: Omit<OrganizationRow, 'chainHead' | 'chainLength' | 'changedAt'>;
};

/**
 * Journal (pending) → row and event in one transaction → journal (done). Three requests.
 * @param before the organization as just read; undefined to create it
 * @throws Refusal request_in_progress when somebody else was faster; nothing is changed then
 */
export async function changeOrganization(
  deps: Pick<Deps, 'store' | 'keyring' | 'clock'>,
  request: { organizationId: string; actorId: string; now: string },
  before: Organization | undefined,
  decision: Decision,
): Promise<Organization> {
  const { organizationId, actorId, now } = request;
  const keys = await deps.keyring.load(now);
  const { eventId, at } = newEvent(deps);
  const what = { kind: decision.kind, at, actorId, organizationId, data: decision.data ?? {} };
  const number = (before?.row.chainLength ?? 0) + 1;
  const named = { ...what, eventId, userId: organizationId, number };
  const mac = keys.auditMac(chained(before?.row.chainHead, named));
  const row = { ...decision.row, chainHead: mac, chainLength: number, changedAt: at };
  const entry: JournalRow = {
    ...what,
    eventId,
    subjectKind: 'organization',
    subjectId: organizationId,
    state: 'pending',
  };
  await openEntry(deps.store, entry);
  const key = organizationKey(organizationId);
  const eventKey = organizationEventKey(organizationId, eventId);
  const table = await deps.store.table('organizations');
  try {
    await write(table, [
      before ? { do: 'put', key, row, etag: before.etag } : { do: 'insert', key, row },
      { do: 'insert', key: eventKey, row: { ...what, mac, number } } satisfies Write,
    ]);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    if (!(await getRow(table, eventRow, eventKey))) {
      await settleEntry(deps.store, entry, 'void');
      throw new Refusal('request_in_progress', { retryAfterSeconds: 1 });
    }
  }
  await settleEntry(deps.store, entry, 'done');
  return { organizationId, row, etag: '' };
}

/** Changes an organization, a notice or a privacy version: a crash leaves a state that repair ends. */
import type { Deps } from '../deps.ts';
import type { EventKind } from '../policy/event-names.ts';
import { Refusal } from '../policy/problems.ts';
import { type Acting, chained } from './change.ts';
import { newEvent } from './event-id.ts';
import { openEntry, settleEntry } from './journal.ts';
import { type Chain, eventRow, type JournalRow } from './rows.ts';
import { Conflict, getRow, type Key, type Write, write } from './tables.ts';

/** Where the subject's row and its events lie: in one partition of one table. */
export type Place = {
  table: 'organizations' | 'notices';
  subjectKind: 'organization' | 'notice';
  /** What the events are about, a UUID. */
  subjectId: string;
  key: Key;
  eventKey: (subjectId: string, eventId: string) => Key;
};

/** Who acts when, and the organization under which the log lists the event. */
export type ActingFor = Acting & { organizationId: string };

/** The event, and the row after it. */
export type RowDecision<T extends Chain, K extends EventKind = EventKind> = {
  kind: K;
  data?: Record<string, unknown>;
  row: Omit<T, keyof Chain>;
  /** Written in the same transaction, in the same partition. */
  beside?: readonly Write[];
};

/**
 * Journal (pending) → row and event in one transaction → journal (done). Three storage requests.
 * @param before the row as just read; undefined to create it
 * @returns the row after the change
 * @throws Refusal request_in_progress when somebody else was faster; nothing is changed then
 */
export async function changeRow<T extends Chain>(
  deps: Pick<Deps, 'store' | 'keyring' | 'clock'>,
  { table: name, subjectKind, subjectId, key, eventKey: eventKeyOf }: Place,
  before: { row: Chain; etag: string } | undefined,
  { actorId, organizationId, now }: ActingFor,
  { kind, data = {}, row: decided, beside = [] }: RowDecision<T>,
): Promise<Omit<T, keyof Chain> & Chain> {
  const { auditMac } = await deps.keyring.load(now);
  const { eventId, at } = newEvent(deps);
  const what = { kind, at, actorId, organizationId, data };
  const number = (before?.row.chainLength ?? 0) + 1;
  const event = { ...what, eventId, userId: subjectId, number };
  const mac = auditMac(chained(before?.row.chainHead, event));
  const row = { ...decided, chainHead: mac, chainLength: number, changedAt: at };
  const entry: JournalRow = { ...what, eventId, subjectKind, subjectId, state: 'pending' };
  await openEntry(deps.store, entry);
  const eventKey = eventKeyOf(subjectId, eventId);
  const table = await deps.store.table(name);
  const parts: Write[] = [
    before ? { do: 'put', key, row, etag: before.etag } : { do: 'insert', key, row },
    { do: 'insert', key: eventKey, row: { ...what, mac, number } },
    ...beside,
  ];
  try {
    await write(table, parts);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const found = await getRow(table, eventRow, eventKey);
    // Its event is there from a try whose answer was lost, unless repair has taken its place.
    if (!found || found.void) {
      await settleEntry(deps.store, entry, 'void');
      throw new Refusal('request_in_progress', { retryAfterSeconds: 1 });
    }
  }
  await settleEntry(deps.store, entry, 'done');
  return row;
}

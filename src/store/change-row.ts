/** Changes an organization, a system, a notice or a privacy version; repair resolves what a crash leaves. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import type { EventKind } from '../policy/event-names.ts';
import { Refusal } from '../policy/problems.ts';
import { type Acting, chained } from './change.ts';
import { newEvent } from './event-id.ts';
import { releaseAll } from './guards.ts';
import { allEnded } from './in-parallel.ts';
import { openEntry, settleEntry } from './journal.ts';
import { eventRow, type JournalRow } from './rows/event.ts';
import type { Chain } from './rows/fields.ts';
import { claimAll, type Guard } from './shared-rules.ts';
import { Conflict, getRow, type Key, type Write, write } from './tables.ts';
import { putWork } from './work.ts';

/** Where the subject's row and its events are stored: in one partition of one table. */
export type Place = {
  table: 'organizations' | 'notices' | 'systems';
  subjectKind: 'organization' | 'notice' | 'system';
  /** What the events are about, a UUID. */
  subjectId: string;
  key: Key;
  eventKey: (subjectId: string, eventId: string) => Key;
};

/** Who acts, when, and the organization under which the log lists the event. */
export type ActingFor = Acting & { organizationId: string };

/** The event, and the resulting row. */
export type RowDecision<T extends Chain, K extends EventKind = EventKind> = {
  kind: K;
  data?: Record<string, unknown>;
  row: Omit<T, keyof Chain>;
  /** The guards that the change must pass. */
  guards?: readonly Guard[];
  /** Also written in the same transaction and partition. */
  beside?: readonly Write[];
};

/**
 * Journal (pending) → row and event in one transaction → journal (done). Three storage requests,
 * and four more for each guard.
 * @param before the row as last read; undefined to create it
 * @returns the row after the change
 * @throws Refusal request_in_progress if another change came first, or a guard's refusal; nothing
 *   is changed in either case
 */
export async function changeRow<T extends Chain>(
  deps: Pick<Deps, 'store' | 'keyring' | 'clock' | 'policy'>,
  { table: name, subjectKind, subjectId, key, eventKey: eventKeyOf }: Place,
  before: { row: Chain; etag: string } | undefined,
  { actorId, organizationId, now }: ActingFor,
  { kind, data = {}, row: decided, guards = [], beside = [] }: RowDecision<T>,
): Promise<Omit<T, keyof Chain> & Chain> {
  const { auditMac } = await deps.keyring.load(now);
  const { eventId, at } = newEvent(deps);
  const what = { kind, at, actorId, organizationId, data };
  const number = (before?.row.chainLength ?? 0) + 1;
  const event = { ...what, eventId, userId: subjectId, number };
  const mac = auditMac(chained(before?.row.chainHead, event));
  const row = { ...decided, chainHead: mac, chainLength: number, changedAt: at };
  const effects = { guards: guards.map((guard) => guard.name) };
  const entry: JournalRow = {
    ...what,
    ...{ eventId, subjectKind, subjectId, state: 'pending' },
    ...(guards.length > 0 && { effects }),
  };
  const parts: Write[] = [
    before ? { do: 'put', key, row, etag: before.etag } : { do: 'insert', key, row },
    { do: 'insert', key: eventKeyOf(subjectId, eventId), row: { ...what, mac, number } },
    ...beside,
  ];
  const own = { subjectKind: 'organization', subjectId, eventId, at } as const;
  try {
    const opened = [openEntry(deps.store, entry), claimAll(deps, guards, own)] as const;
    const [, claimed] = await allEnded(opened);
    await claimed.check();
    await commit(await deps.store.table(name), parts, eventKeyOf(subjectId, eventId));
  } catch (error) {
    if (error instanceof Refusal) await settleShared(deps, entry, 'void');
    throw error;
  }
  await settleShared(deps, entry, 'done');
  return row;
}

/** @throws Refusal request_in_progress if another change came first */
async function commit(
  table: Parameters<typeof write>[0],
  parts: readonly Write[],
  eventKey: Key,
): Promise<void> {
  try {
    await write(table, parts);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const found = await getRow(table, eventRow, eventKey);
    // An attempt whose response was lost has written the event, unless repair has ruled it out.
    if (!found || found.void) throw new Refusal('request_in_progress', { retryAfterSeconds: 1 });
  }
}

/**
 * Releases the claims of a change that has happened or never will, queues what follows if it has, and
 * settles its row. Repeatable: repair runs it after a crash.
 */
export async function settleShared(
  deps: Pick<Deps, 'store'>,
  entry: JournalRow,
  state: 'done' | 'void',
): Promise<void> {
  await releaseAll(deps, entry.effects?.guards ?? [], entry.eventId);
  if (state === 'done' && endsEntries(entry))
    await putWork(deps.store, 'signals', { kind: 'system_logouts', systemId: entry.subjectId });
  if (state === 'done' && mayHaveMissed(entry)) await tellAgain(deps, entry.subjectId);
  await settleEntry(deps.store, entry, state);
}

/** Whether a connected system may be told things that it was not told before. */
const mayHaveMissed = ({ kind, data }: Pick<JournalRow, 'kind' | 'data'>): boolean =>
  kind === 'system_enabled' || (kind === 'system_changed' && changed('signals', data));

const tellAgain = ({ store }: Pick<Deps, 'store'>, systemId: string): Promise<void> =>
  putWork(store, 'signals', { kind: 'signals_of_everybody', systemId, who: 'known' });

/** Whether people who have entered a connected system may have lost the right to be there. */
const endsEntries = ({ kind, data }: Pick<JournalRow, 'kind' | 'data'>): boolean =>
  kind === 'system_disabled' || (kind === 'system_changed' && changed('roles', data));

const changedFields = z.object({ fields: z.array(z.string()) });
const changed = (field: string, data: unknown): boolean =>
  changedFields.safeParse(data).data?.fields.includes(field) ?? false;

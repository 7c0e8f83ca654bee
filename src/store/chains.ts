/** Reads every audit chain as stored, with the head that it must lead to. */
import { z } from 'zod';
import { fieldsOrNone } from './foreign.ts';
import {
  eventPrefix,
  noticePrefix,
  organizationPrefix,
  privacyNoticePrefix,
  systemPrefix,
} from './row-keys.ts';
import { type EventRow, eventRow } from './rows/event.ts';
import type { Store } from './store.ts';
import { anyRow, readAll, rowsUnder, type Stored } from './tables.ts';

type Tables = Pick<Store, 'table'>;
type Raw = Stored<Record<string, unknown>>;

const head = z.object({ chainHead: z.string().optional(), chainLength: z.number() });

/** `head` is undefined if the row that the events are about is missing. */
export type Chain = {
  subjectId: string;
  head: z.output<typeof head> | undefined;
  events: (EventRow & { eventId: string })[];
};

/** The chains of all people. One storage request for each thousand rows. */
export async function* readUserChains(store: Tables): AsyncGenerator<Chain> {
  // Rows are in key order, so each person's rows are adjacent.
  let rows: Raw[] = [];
  for await (const row of readAll(await store.table('accounts'), anyRow, '')) {
    const [first] = rows;
    if (first && first.partitionKey !== row.partitionKey) {
      yield chainOf(first.partitionKey, rows, 'account');
      rows = [];
    }
    rows.push(row);
  }
  const [first] = rows;
  if (first) yield chainOf(first.partitionKey, rows, 'account');
}

/** The chain of one person. One storage request for each thousand rows. */
export async function readUserChain(store: Tables, userId: string): Promise<Chain> {
  const rows: Raw[] = [];
  for await (const row of readAll(await store.table('accounts'), anyRow, rowsUnder(userId)))
    rows.push(row);
  return chainOf(userId, rows, 'account');
}

/** The kinds with many subjects in one partition: the row's key contains the subject's id. */
const shared = {
  organizations: organizationPrefix,
  notices: noticePrefix,
  systems: systemPrefix,
} as const;

/** One storage request for each thousand rows. */
export async function readSharedChains(store: Tables, name: keyof typeof shared): Promise<Chain[]> {
  const bySubject = new Map<string, Raw[]>();
  for await (const row of readAll(await store.table(name), anyRow, '')) {
    // A version of the privacy notice holds its subject's id in the row: its key is its number.
    const subjectId = String(row['subjectId'] ?? row.rowKey.split('.')[1] ?? '');
    bySubject.set(subjectId, [...(bySubject.get(subjectId) ?? []), row]);
  }
  return [...bySubject].map(([subjectId, rows]) => {
    const version = rows.find(({ rowKey }) => rowKey.startsWith(privacyNoticePrefix));
    return chainOf(subjectId, rows, version?.rowKey ?? `${shared[name]}${subjectId}`);
  });
}

function chainOf(subjectId: string, rows: readonly Raw[], headKey: string): Chain {
  const headRow = rows.find(({ rowKey }) => rowKey === headKey);
  const events = rows
    .filter(({ rowKey }) => rowKey.startsWith(eventPrefix))
    .flatMap((row) =>
      fieldsOrNone(eventRow, row).map((event) => ({
        ...event,
        eventId: row.rowKey.split('.').at(-1) ?? '',
      })),
    );
  return { subjectId, head: headRow && head.parse(headRow), events };
}

/** Verifies the whole audit: finds what was changed, removed, inserted, reordered or cut off. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { fieldsOrNone } from '../store/foreign.ts';
import type { Keys } from '../store/keyring.ts';
import { eventPrefix, privacyNoticePrefix } from '../store/row-keys.ts';
import { eventRow } from '../store/rows.ts';
import { readAll, rowsUnder, type Stored } from '../store/tables.ts';
import type { Finding } from './finding.ts';
import { type ChainEvent, type Head, verifyChain } from './verify-chain.ts';
import { verifyLog } from './verify-log.ts';

type VerifyDeps = Pick<Deps, 'store' | 'keyring' | 'settings'>;
type Raw = Stored<Record<string, unknown>>;

const head = z.object({ chainHead: z.string().optional(), chainLength: z.number() });
const anyRow = z.looseObject({});

/** Those whose partition holds many subjects: the subject's id stands in the row's key. */
const shared = { organizations: 'organization.', notices: 'notice.' } as const;

/**
 * Reads everything once: one storage request for each thousand rows. Changes nothing.
 * @returns nothing when the audit is whole
 */
export async function verifyAudit(deps: VerifyDeps, now: string): Promise<Finding[]> {
  const keys = await deps.keyring.load(now);
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for await (const [userId, rows] of partitions(deps)) {
    const found = check(keys, userId, subjectOf(rows, 'account'), seen);
    // Somebody may have changed the account between two pages: what is read again is whole.
    if (found.length > 0) findings.push(...(await checkAgain(deps, keys, userId, seen)));
  }
  for (const table of ['organizations', 'notices'] as const)
    findings.push(...(await checkShared(deps, keys, table, seen)));
  return withoutDoubles([...findings, ...(await verifyLog(deps, seen, now))]);
}

type Subject = { head: Head | undefined; events: ChainEvent[] };

function check(keys: Keys, subjectId: string, subject: Subject, seen: Set<string>): Finding[] {
  for (const { eventId } of subject.events) seen.add(eventId);
  return verifyChain(keys, subjectId, subject.head, subject.events);
}

async function checkAgain(deps: VerifyDeps, keys: Keys, userId: string, seen: Set<string>) {
  const rows: Raw[] = [];
  const table = await deps.store.table('accounts');
  for await (const row of readAll(table, anyRow, rowsUnder(userId))) rows.push(row);
  return check(keys, userId, subjectOf(rows, 'account'), seen);
}

/** Rows come in the order of their keys: one person's lie together. */
async function* partitions(deps: VerifyDeps): AsyncGenerator<[string, Raw[]]> {
  let rows: Raw[] = [];
  for await (const row of readAll(await deps.store.table('accounts'), anyRow, '')) {
    const [first] = rows;
    if (first && first.partitionKey !== row.partitionKey) {
      yield [first.partitionKey, rows];
      rows = [];
    }
    rows.push(row);
  }
  const [first] = rows;
  if (first) yield [first.partitionKey, rows];
}

async function checkShared(
  deps: VerifyDeps,
  keys: Keys,
  name: keyof typeof shared,
  seen: Set<string>,
): Promise<Finding[]> {
  const bySubject = new Map<string, Raw[]>();
  for await (const row of readAll(await deps.store.table(name), anyRow, '')) {
    // A version of the privacy notice names its subject in the row; its key is its number.
    const subjectId = String(row['subjectId'] ?? row.rowKey.split('.')[1] ?? '');
    bySubject.set(subjectId, [...(bySubject.get(subjectId) ?? []), row]);
  }
  return [...bySubject].flatMap(([subjectId, rows]) =>
    check(keys, subjectId, subjectOf(rows, headKeyOf(rows) ?? `${shared[name]}${subjectId}`), seen),
  );
}

const headKeyOf = (rows: readonly Raw[]) =>
  rows.find(({ rowKey }) => rowKey.startsWith(privacyNoticePrefix))?.rowKey;

function subjectOf(rows: readonly Raw[], headKey: string): Subject {
  const headRow = rows.find(({ rowKey }) => rowKey === headKey);
  return {
    head: headRow && head.parse(headRow),
    events: rows
      .filter(({ rowKey }) => rowKey.startsWith(eventPrefix))
      .flatMap((row) =>
        fieldsOrNone(eventRow, row).map((event) => ({
          ...event,
          eventId: row.rowKey.split('.').at(-1) ?? '',
        })),
      ),
  };
}

/** Where the log names a lost event, the gap that its chain has says nothing more. */
function withoutDoubles(findings: readonly Finding[]): Finding[] {
  const named = new Set(
    findings.flatMap(({ what, subjectId, eventId }) =>
      what === 'event_removed' && eventId && subjectId ? [subjectId] : [],
    ),
  );
  return findings.filter(
    ({ what, subjectId, eventId }) =>
      what !== 'event_removed' || eventId !== undefined || !named.has(subjectId ?? ''),
  );
}

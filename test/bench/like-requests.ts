/** Records a job's storage requests by kind, and repeats the same requests alone. */
import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ulid } from 'ulid';
import { z } from 'zod';
import type { StorageUrls } from '../../src/local/storage-accounts.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
import { erasedPrefix } from '../../src/store/names.ts';
import { sendToQueue } from '../../src/store/queues.ts';
import {
  accountKey,
  directoryKey,
  journalKey,
  personKey,
  userEventKey,
} from '../../src/store/row-keys.ts';
import { getRow, readPage, rowsUnder, type Write, write } from '../../src/store/tables.ts';
import { workQueues } from '../../src/store/work-queues.ts';
import type { Service } from '../support/harness.ts';
import { fillDue, inBatches, type Person } from './due.ts';

const kinds = [
  'query',
  'get',
  'insert',
  'put',
  'merge',
  'delete',
  'batch',
  'queue',
  'blob',
] as const;
type Kind = (typeof kinds)[number];
export type Asked = ReadonlyMap<Kind, number>;

/** Counts requests as they leave the process. `read` returns the counts since the last call. */
export function watchRequests(urls: StorageUrls) {
  const hosts = new Map(Object.entries(urls).map(([part, url]) => [new URL(url).host, part]));
  let asked = new Map<Kind, number>();
  const seen = (message: unknown) => {
    const { request } = message as {
      request: { method: string; path: string; getHeader(name: string): unknown };
    };
    const part = hosts.get(String(request.getHeader('host')));
    if (!part) return;
    const kind = part === 'table' ? kindOf(request) : part === 'queue' ? 'queue' : 'blob';
    asked.set(kind, (asked.get(kind) ?? 0) + 1);
  };
  subscribe('http.client.request.start', seen);
  return {
    read(): Asked {
      const found = asked;
      asked = new Map();
      return found;
    },
    stop: () => void unsubscribe('http.client.request.start', seen),
  };
}

function kindOf({ method, path }: { method: string; path: string }): Kind {
  if (path.includes('/$batch')) return 'batch';
  if (method === 'GET') return path.includes('()') ? 'query' : 'get';
  if (method === 'POST') return 'insert';
  if (method === 'DELETE') return 'delete';
  return method === 'PATCH' ? 'merge' : 'put';
}

/**
 * Sends the same requests for similar rows, with the same concurrency and without dependencies.
 * @param accounts number of accounts in storage, on which durations may depend
 * @returns duration in seconds
 */
export async function askAlike(
  service: Service,
  asked: Asked,
  { accounts, atOnce }: { accounts: number; atOnce: number },
): Promise<number> {
  const people = await fillDue(service, 'notice', accounts);
  const gone = await fillGone(service, asked.get('delete') ?? 0);
  const tasks = [...asked]
    .flatMap(([kind, count]) =>
      Array.from({ length: count }, (_, n) => ({ kind, n, at: (n + 0.5) / count })),
    )
    // Interleaved as in the job, where all kinds occur from its first account to its last.
    .sort((a, b) => a.at - b.at);
  const ask = await openKinds(service, gone);
  const begun = performance.now();
  await inParallel(tasks, atOnce, async ({ kind, n }) => {
    const person = people[n % people.length];
    if (!person) throw new Error('there are no people');
    await ask[kind](person, n);
  });
  return (performance.now() - begun) / 1_000;
}

type Ask = (person: Person, n: number) => Promise<unknown>;

async function openKinds({ deps, clock }: Service, gone: readonly Write[]) {
  const at = clock.iso;
  const { store } = deps;
  const [accounts, directory] = [await store.table('accounts'), await store.table('directory')];
  const { month } = journalKey(ulid(clock.now()));
  const [journal, backups] = [await store.journal(month), await store.container('backups')];
  const any = z.looseObject({});
  const row = { kind: 'erased', at, actorId: 'service', data: {}, number: 2 };
  return {
    query: ({ userId }) => readPage(accounts, any, { filter: rowsUnder(userId, 'account') }),
    get: ({ userId }) => getRow(accounts, any, personKey(userId)),
    insert({ userId: subjectId, organizationId }) {
      const eventId = ulid(clock.now());
      const entry = {
        ...row,
        eventId,
        organizationId,
        subjectKind: 'user',
        subjectId,
        state: 'pending',
      };
      return write(journal, [{ do: 'insert', key: journalKey(eventId).key, row: entry }]);
    },
    put: ({ userId, organizationId }) =>
      write(directory, [{ do: 'put', key: directoryKey(organizationId, userId), row }]),
    merge: ({ userId, organizationId }) =>
      write(directory, [{ do: 'merge', key: directoryKey(organizationId, userId), row }]),
    delete: (_, n) => write(directory, gone.slice(n, n + 1)),
    batch: ({ userId }) =>
      write(accounts, [
        { do: 'put', key: accountKey(userId), row },
        { do: 'insert', key: userEventKey(userId, ulid(clock.now())), row },
        { do: 'put', key: personKey(userId), row },
      ]),
    queue: ({ userId }) =>
      sendToQueue(store, workQueues.later, { userId, eventId: userId, template: 'none' }),
    blob: ({ userId }) =>
      backups.getBlockBlobClient(`${erasedPrefix}${at}/${userId}`).upload('', 0),
  } satisfies Record<Kind, Ask>;
}

/** Adds `count` rows. @returns their deletions */
async function fillGone({ deps }: Service, count: number): Promise<Write[]> {
  const keys = Array.from({ length: count }, () => directoryKey(randomUUID(), randomUUID()));
  const rows = keys.map((key) => ({ do: 'put' as const, key, row: { revision: 1 } }));
  await inBatches(deps, 'directory', rows);
  return keys.map((key) => ({ do: 'delete', key }));
}

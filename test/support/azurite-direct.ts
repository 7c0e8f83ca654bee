/**
 * Preloaded into the tests' storage: whole accounts are copied and read, and rows written, in one
 * request each instead of hundreds. Only what tests arrange and look at goes this way; what they try
 * sends ordinary requests. direct-storage.test.ts compares both ways.
 *
 * It listens at the socket that its own URL names: `azurite-direct.ts?socket=/tmp/…`.
 */
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { ofAzurite } from '../../src/local/of-azurite.ts';
import type { DirectRequest, DirectRow } from './direct-storage.ts';

type Stored = Record<string, unknown> & { $loki?: number; meta?: unknown };
type Entity = Stored & {
  PartitionKey: string;
  RowKey: string;
  properties: Record<string, unknown>;
  lastModifiedTime: string;
  eTag: string;
};
type Message = Stored & { queueName: string; timeNextVisible: number };
type Collection<Row = Stored> = {
  find(query: object): Row[];
  findOne(query: object): Row | null;
  insert(rows: Row | Row[]): unknown;
  update(row: Row): unknown;
  data: Row[];
};
type Database = {
  getCollection<Row = Stored>(name: string): Collection<Row> | null;
  addCollection(name: string, options?: object): Collection;
};

const tables = '$TABLES_COLLECTION$';
const messages = '$MESSAGES_COLLECTION$';

/** What belongs to an account, by collection, and the field that names it. */
const owned = {
  [tables]: 'account',
  $QUEUES_COLLECTION$: 'accountName',
  [messages]: 'accountName',
  $CONTAINERS_COLLECTION$: 'accountName',
  $BLOBS_COLLECTION$: 'accountName',
};

const databases = new Set<Database>();
const { prototype }: { prototype: Database } = ofAzurite('lokijs');
const { addCollection } = prototype;
prototype.addCollection = function (this: Database, name, options) {
  databases.add(this);
  return addCollection.call(this, name, options);
};

const { truncatedISO8061Date } = ofAzurite('./common/utils/utils');
const { newTableEntityEtag } = ofAzurite('./table/utils/utils');

const rowsOf = (account: string, table: string) =>
  databaseWith(tables).getCollection<Entity>(`${account}$${table}`);

function databaseWith(collection: string): Database {
  for (const each of databases) if (each.getCollection(collection)) return each;
  throw new Error(`Azurite has no collection ${collection}`);
}

const tablesOf = (account: string) =>
  (databaseWith(tables).getCollection<{ table: string }>(tables)?.find({ account }) ?? []).map(
    ({ table }) => table,
  );

function bare<Row extends Stored>({ $loki: _, meta: __, ...row }: Row) {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      // Dates and bytes are never changed in place.
      Object.getPrototypeOf(value ?? 0) === Object.prototype ? { ...Object(value) } : value,
    ]),
  );
}

/** @param to an account without any of the same names */
function copy(from: string, to: string): void {
  for (const table of tablesOf(from))
    databaseWith(tables)
      .addCollection(`${to}$${table}`, { indices: ['PartitionKey', 'RowKey'] })
      .insert((rowsOf(from, table)?.data ?? []).map(bare));
  for (const [name, field] of Object.entries(owned)) {
    const collection = databaseWith(name).getCollection(name);
    const found = collection?.find({ [field]: from }) ?? [];
    collection?.insert(found.map((row) => ({ ...bare(row), [field]: to })));
  }
}

/** Kept beside the fields of each row. */
const added = ['PartitionKey', 'RowKey', 'Timestamp'];

/** @returns each table's rows, in the order of their keys */
function read(account: string): Record<string, DirectRow[]> {
  return Object.fromEntries(
    tablesOf(account).map((table) => [
      table,
      (rowsOf(account, table)?.data ?? [])
        .map(({ PartitionKey: partitionKey, RowKey: rowKey, properties }) => {
          const own = Object.entries(properties).filter(
            ([name]) => !added.includes(name) && !name.endsWith('@odata.type'),
          );
          return { partitionKey, rowKey, ...Object.fromEntries(own) } as DirectRow;
        })
        .sort((a, b) => compare(a.partitionKey, b.partitionKey) || compare(a.rowKey, b.rowKey)),
    ]),
  );
}

/** @returns each row's key and ETag, which is another after each write */
const versions = (account: string): string[] =>
  tablesOf(account).flatMap((table) =>
    (rowsOf(account, table)?.data ?? []).map(({ PartitionKey, RowKey, eTag }) =>
      [table, PartitionKey, RowKey, eTag].join(' '),
    ),
  );

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** Adds the fields to rows, or creates these. */
function merge(account: string, table: string, rows: readonly DirectRow[]): void {
  const collection = rowsOf(account, table);
  if (!collection) throw new Error(`the account has no table ${table}`);
  const lastModifiedTime: string = truncatedISO8061Date(new Date(), true, true);
  const changed = { lastModifiedTime, eTag: newTableEntityEtag(lastModifiedTime) };
  for (const { partitionKey: PartitionKey, rowKey: RowKey, ...fields } of rows) {
    const key = { PartitionKey, RowKey };
    const known = collection.findOne(key);
    const properties = { ...key, ...known?.properties, ...fields, Timestamp: lastModifiedTime };
    if (known) collection.update(Object.assign(known, { ...changed, properties }));
    else
      collection.insert({
        ...key,
        ...changed,
        properties: { ...properties, 'Timestamp@odata.type': 'Edm.DateTime' },
      });
  }
}

/** Ends the time for which messages are hidden from the next receiver. */
function show(account: string): void {
  const collection = databaseWith(messages).getCollection(messages);
  for (const row of collection?.find({ accountName: account }) ?? [])
    collection?.update(Object.assign(row, { timeNextVisible: 0 }));
}

/** @returns the names of queues with messages that a receiver gets, and with messages hidden for now */
function queues(account: string): { visible: string[]; hidden: string[] } {
  const found = databaseWith(messages)
    .getCollection<Message>(messages)
    ?.find({ accountName: account });
  const now = Date.now();
  const names = (isVisible: boolean) => [
    ...new Set(
      (found ?? [])
        .filter(({ timeNextVisible }) => timeNextVisible <= now === isVisible)
        .map(({ queueName }) => queueName),
    ),
  ];
  return { visible: names(true), hidden: names(false) };
}

function answer(request: DirectRequest): unknown {
  if (request.do === 'copy') return copy(request.from, request.to);
  if (request.do === 'read') return read(request.account);
  if (request.do === 'versions') return versions(request.account);
  if (request.do === 'show') return show(request.account);
  if (request.do === 'queues') return queues(request.account);
  return merge(request.account, request.table, request.rows);
}

const server = createServer(async (request, response) => {
  try {
    const made = answer(JSON.parse(await text(request)));
    response.end(JSON.stringify(made ?? null));
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
server.listen(new URL(import.meta.url).searchParams.get('socket'));
server.unref();

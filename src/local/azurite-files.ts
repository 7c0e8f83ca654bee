/** Checks that a previous Azurite's files are complete, since Azurite treats missing ones as new. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const files = {
  table: ['$TABLES_COLLECTION$', '$SERVICES_COLLECTION$'],
  blob: ['$CONTAINERS_COLLECTION$', '$BLOBS_COLLECTION$', '$BLOCKS_COLLECTION$'],
  blob_extent: ['$EXTENTS_COLLECTION$'],
  queue: ['$QUEUES_COLLECTION$', '$MESSAGES_COLLECTION$'],
  queue_extent: ['$EXTENTS_COLLECTION$'],
};
type File = keyof typeof files;

const names = ['table', 'blob', 'blob_extent', 'queue', 'queue_extent'] as const;
const fileOf = (name: File): string => `__azurite_db_${name}__.json`;
const contentFolders = { blob: '__blobstorage__', queue: '__queuestorage__' };

/** The parts of a lokijs file that are checked. */
const database = z.object({
  collections: z.array(z.object({ name: z.string(), data: z.array(z.unknown()) })),
});
type Database = z.output<typeof database>;

const tableRow = z.object({ account: z.string(), table: z.string() });

/** Location of a blob's or message's bytes in a file. */
const piece = z.object({ id: z.string(), offset: z.number(), count: z.number() });

/** @returns the damaged or missing file and its fault; undefined for an intact or new folder */
export function damageIn(folder: string): string | undefined {
  const found = new Map<File, Database>();
  const missing: File[] = [];
  for (const name of names) {
    const text = read(join(folder, fileOf(name)));
    if (text === undefined) missing.push(name);
    else {
      const parsed = parse(text, files[name]);
      if (typeof parsed === 'string') return `${fileOf(name)} ${parsed}`;
      found.set(name, parsed);
    }
  }
  const [first] = missing;
  if (first !== undefined && (holdsData(found) || holdsContent(folder)))
    return `${fileOf(first)} is missing`;
  return missingTable(found.get('table')) ?? missingContent(folder, found);
}

/** @returns the text, empty for an unreadable file, undefined for a missing one */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return statSync(path, { throwIfNoEntry: false }) === undefined ? undefined : '';
  }
}

function parse(text: string, collections: readonly string[]): Database | string {
  if (text.trim() === '') return 'is empty or unreadable';
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  const parsed = database.safeParse(json);
  const has = new Set(parsed.data?.collections.map(({ name }) => name));
  if (!parsed.success || collections.some((name) => !has.has(name)))
    return 'is not a database of the local storage';
  return parsed.data;
}

/** A first start that was killed leaves some files without data. */
const holdsData = (found: ReadonlyMap<File, Database>): boolean =>
  [...found.values()].some(({ collections }) => collections.some(({ data }) => data.length > 0));

const holdsContent = (folder: string): boolean =>
  Object.values(contentFolders).some((name) => list(join(folder, name)).length > 0);

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function missingTable(tables: Database | undefined): string | undefined {
  const has = new Set(tables?.collections.map(({ name }) => name));
  const rows = tables?.collections.find(({ name }) => name === files.table[0])?.data ?? [];
  for (const row of rows) {
    const parsed = tableRow.safeParse(row);
    if (!parsed.success || !has.has(`${parsed.data.account}$${parsed.data.table}`))
      return `${fileOf('table')} lacks a table`;
  }
  return undefined;
}

function missingContent(folder: string, found: ReadonlyMap<File, Database>): string | undefined {
  for (const kind of ['blob', 'queue'] as const)
    for (const { id, offset, count } of piecesOf(found.get(kind))) {
      const path = join(contentFolders[kind], id);
      const size = statSync(join(folder, path), { throwIfNoEntry: false })?.size ?? 0;
      if (size < offset + count) return `${path} is missing or cut short`;
    }
  return undefined;
}

/** @returns all pieces that a blob, block or message refers to, except `*ZERO*`, which has no file */
function piecesOf(value: unknown): z.output<typeof piece>[] {
  if (typeof value !== 'object' || value === null) return [];
  const parsed = piece.safeParse(Object.entries(value).find(([key]) => key === 'persistency')?.[1]);
  const own = parsed.success && parsed.data.id !== '*ZERO*' ? [parsed.data] : [];
  return [...own, ...Object.values(value).flatMap(piecesOf)];
}

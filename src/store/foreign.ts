/**
 * What a newer release wrote into a row survives every write of this one: unknown fields, and
 * values that this release reads differently, are carried along as stored.
 */
import type { z } from 'zod';

/**
 * For each field: the stored value, and what this release reads it as (`undefined` for an unknown
 * field). A field that still has the value it was read as is written back as stored.
 */
export type Foreign = Readonly<Record<string, { stored: unknown; readAs: unknown }>>;

/** A row between being read and written back. */
export type Travelling = { foreign?: Foreign; etag?: unknown; [field: string]: unknown };

/** A row holds a value unknown to this release: only a newer one can process it. */
export class UnreadableRow extends Error {
  override name = 'UnreadableRow';
}

const ownOfStorage: ReadonlySet<string> = new Set(['partitionKey', 'rowKey', 'etag', 'timestamp']);

/** Storage itself adds these fields to a row. */
export const isOfStorage = (name: string): boolean =>
  ownOfStorage.has(name) || name.startsWith('odata');

/**
 * @param raw the row's fields as stored
 * @returns the fields of the schema and, if there are any, the `foreign` ones
 * @throws UnreadableRow; its message names the fields, never their values
 */
export function fieldsOf<T extends z.ZodType>(schema: T, raw: object): z.output<T> {
  const parsed = schema.safeParse(raw);
  if (!parsed.success)
    throw new UnreadableRow(
      `fields that this release cannot read: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`,
    );
  if (!isRow(parsed.data)) return parsed.data;
  return Object.assign(parsed.data, foreignOf(schema, parsed.data, raw));
}

/** @returns the row in a list of one, or an empty list if this release cannot read it */
export function fieldsOrNone<T extends z.ZodType>(schema: T, raw: object): z.output<T>[] {
  return readableIn(() => fieldsOf(schema, raw));
}

/** @returns what was read, in a list of one, or an empty list if this release cannot read it */
export function readableIn<T>(read: () => T): T[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof UnreadableRow) return [];
    throw error;
  }
}

/** @returns the fields outside the schema, as `{ foreign }`; empty if there are none */
export function unknownIn(schema: z.ZodType, raw: object): { foreign?: Foreign } {
  const known = namesOf(schema);
  return gathered(
    Object.entries(raw).filter(([name]) => !(name in known || isOfStorage(name))),
    {},
  );
}

function foreignOf(
  schema: z.ZodType,
  parsed: Readonly<Record<string, unknown>>,
  raw: object,
): { foreign?: Foreign } {
  const known = namesOf(schema);
  const differing: [string, unknown][] = [];
  for (const [name, stored] of Object.entries(raw)) {
    const value = parsed[name];
    if (value === stored || isOfStorage(name)) continue;
    if (!(name in known && isSame(stored, value))) differing.push([name, stored]);
  }
  return gathered(differing, parsed);
}

function gathered(
  fields: readonly (readonly [string, unknown])[],
  parsed: Readonly<Record<string, unknown>>,
): { foreign?: Foreign } {
  const found = fields.map(([name, stored]) => [name, { stored, readAs: parsed[name] }] as const);
  return found.length > 0 ? { foreign: Object.fromEntries(found) } : {};
}

function namesOf(schema: z.ZodType): object {
  return 'shape' in schema && isRow(schema.shape) ? schema.shape : {};
}

/** @returns the row as operations see it: without the fields that only storage needs */
export function withoutKey<T extends object>(
  row: T & { partitionKey: string; rowKey: string; etag: string },
): Omit<T, 'partitionKey' | 'rowKey' | 'etag'> {
  const { partitionKey: _, rowKey: __, etag: ___, ...fields } = row;
  return fields;
}

/** @returns a row's foreign fields, for a rebuilt row that replaces it */
export function foreignIn(row: object | undefined): { foreign?: Foreign } {
  const { foreign }: Travelling = { ...row };
  return foreign === undefined ? {} : { foreign };
}

/** Lists and objects are stored as JSON text. */
function isSame(stored: unknown, readAs: unknown): boolean {
  if (readAs === stored) return true;
  return isRow(readAs) || Array.isArray(readAs) ? JSON.stringify(readAs) === stored : false;
}

function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

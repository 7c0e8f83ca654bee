/**
 * What a newer release wrote into a row survives every write of this one: unknown fields, and values
 * that this release reads as something else, travel with the row as they are stored.
 */
import type { z } from 'zod';

/**
 * By field: what storage has, and what this release reads it as (`undefined` for a field that it does
 * not know). A field that still says what it was read as is written back as it was stored.
 */
export type Foreign = Readonly<Record<string, { stored: unknown; readAs: unknown }>>;

/** A row on its way from storage and back. */
export type Travelling = { foreign?: Foreign; etag?: unknown; [field: string]: unknown };

/** A row holds a value that this release does not know: a newer one must look at it. */
export class UnreadableRow extends Error {
  override name = 'UnreadableRow';
}

/** What storage adds to a row by itself. */
const ownOfStorage: ReadonlySet<string> = new Set(['partitionKey', 'rowKey', 'etag', 'timestamp']);

/**
 * @param raw the row's fields as stored
 * @returns the fields that the schema names and, where there are any, `foreign` ones beside them
 * @throws UnreadableRow; its message names the fields, never what they hold
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

/** @returns the row in a list of one, or an empty list where this release cannot read it */
export function fieldsOrNone<T extends z.ZodType>(schema: T, raw: object): z.output<T>[] {
  return readableIn(() => fieldsOf(schema, raw));
}

/** @returns what was read, in a list of one, or an empty list where this release cannot read it */
export function readableIn<T>(read: () => T): T[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof UnreadableRow) return [];
    throw error;
  }
}

/** @returns the fields that the schema does not name, as `{ foreign }`; nothing where there are none */
export function unknownIn(schema: z.ZodType, raw: object): { foreign?: Foreign } {
  return gathered(
    Object.entries(raw).filter(([name]) => !(name in namesOf(schema))),
    {},
  );
}

function foreignOf(
  schema: z.ZodType,
  parsed: Readonly<Record<string, unknown>>,
  raw: object,
): { foreign?: Foreign } {
  const known = namesOf(schema);
  const differing = Object.entries(raw).filter(([name, stored]) =>
    name in known ? !isSame(stored, parsed[name]) : parsed[name] !== stored,
  );
  return gathered(differing, parsed);
}

function gathered(
  fields: readonly (readonly [string, unknown])[],
  parsed: Readonly<Record<string, unknown>>,
): { foreign?: Foreign } {
  const found = fields.flatMap(([name, stored]) =>
    ownOfStorage.has(name) || name.startsWith('odata')
      ? []
      : [[name, { stored, readAs: parsed[name] }] as const],
  );
  return found.length > 0 ? { foreign: Object.fromEntries(found) } : {};
}

function namesOf(schema: z.ZodType): object {
  return 'shape' in schema && isRow(schema.shape) ? schema.shape : {};
}

/** @returns the row as an operation handles it: without what only storage needs */
export function withoutKey<T extends object>(
  row: T & { partitionKey: string; rowKey: string; etag: string },
): Omit<T, 'partitionKey' | 'rowKey' | 'etag'> {
  const { partitionKey: _, rowKey: __, etag: ___, ...fields } = row;
  return fields;
}

/** @returns what travels with a row, for one that is put together anew in its place */
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

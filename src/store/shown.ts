/** What a derived row shows of an account: the fields that its schema names, as they were stored. */
import type { z } from 'zod';
import type { Account } from './accounts.ts';
import { foreignIn, type Travelling } from './foreign.ts';

/** `none` before an account's first change; `active` if the change only says that somebody was. */
export type Before = Account | 'none' | 'active';

export type Shown = Record<string, unknown>;

/** Only the fields that the list shows: the schema omits the rest. */
export function shown<S extends z.ZodObject>(
  { userId, row, person, factors }: Account,
  schema: S,
): z.output<S> & Travelling {
  const foreign = Object.entries({
    ...foreignIn(row).foreign,
    ...foreignIn(person).foreign,
  }).filter(([name]) => name in schema.shape);
  return {
    ...schema.parse({ ...row, ...person, userId, secondFactor: factors.length > 0 }),
    ...(foreign.length > 0 && { foreign: Object.fromEntries(foreign) }),
  };
}

/** @returns whether a derived row may still show something that the row no longer has */
export function clears(had: Shown | undefined, row: Shown): boolean {
  return Object.entries(had ?? {}).some(
    ([name, value]) => value !== undefined && row[name] === undefined,
  );
}

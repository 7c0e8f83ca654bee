/** The kinds of rows: every schema of rows.ts. */
import type { z } from 'zod';
import type * as rows from './rows.ts';

export type Schemas = typeof rows;
export type RowName = {
  [K in keyof Schemas]: Schemas[K] extends z.ZodObject ? K : never;
}[keyof Schemas];

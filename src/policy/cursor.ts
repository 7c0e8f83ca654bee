/** Where a list continues: opaque to callers, who may send anything as one. */
import type { z } from 'zod';
import { fromBase64url } from './base64url.ts';
import { Refusal } from './problems.ts';

export function writeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @param field that holds it in the request @throws Refusal invalid_input */
export function readCursor<T extends z.ZodType>(
  schema: T,
  cursor: string,
  field: string,
): z.output<T> {
  try {
    return schema.parse(JSON.parse(fromBase64url(cursor)?.toString() ?? ''));
  } catch {
    throw unknownPlace(field);
  }
}

/** @param field that holds the cursor in the request */
export function unknownPlace(field: string): Refusal {
  const faults = [{ field, message: 'must be the `next` of the previous page' }];
  return new Refusal('invalid_input', { faults });
}

/** Object schemas whose fields are made when the first value is parsed. */
import { z } from 'zod';
import { onFirstUse } from './on-first-use.ts';

/**
 * A start would otherwise make some hundred schemas of rows that its first requests never read.
 * @param shape makes the fields, once
 */
export function lazyObject<T extends z.core.$ZodShape>(
  shape: () => T,
): z.ZodObject<T, z.core.$strip> {
  const made = onFirstUse(shape);
  const def = {
    type: 'object' as const,
    get shape(): T {
      return made();
    },
  };
  // The constructor's type does not carry the fields, as that of `z.object` does.
  return new z.ZodObject(def) as z.ZodObject<T, z.core.$strip>;
}

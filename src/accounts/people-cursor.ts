/** Where a list of people continues: opaque to callers, without a name unless they sorted by it. */
import { z } from 'zod';
import { fromBase64url } from '../policy/base64url.ts';
import { Refusal } from '../policy/problems.ts';
import { windowEnd } from '../store/people-window.ts';

const schema = z.strictObject({
  /** Whether the search index was used, or would have been; the same for all windows. */
  indexed: z.boolean().optional(),
  /** Where storage continues after earlier windows. */
  next: z.string().optional(),
  /** The end of the window when it was first read. */
  end: windowEnd.optional(),
  /** The last person of the page, by sort key and id: added and removed people shift nothing. */
  after: z.tuple([z.string(), z.string()]).optional(),
});

export type PeopleCursor = z.infer<typeof schema>;

/** The window of people that a page is part of. */
export type Window = Omit<PeopleCursor, 'after'>;

export function writeCursor(cursor: PeopleCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** @throws Refusal invalid_input */
export function readCursor(cursor: string): PeopleCursor {
  try {
    return schema.parse(JSON.parse(fromBase64url(cursor)?.toString() ?? ''));
  } catch {
    const faults = [{ field: 'cursor', message: 'must be the `next` of the previous page' }];
    throw new Refusal('invalid_input', { faults });
  }
}

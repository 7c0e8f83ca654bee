/** Where a list of people continues: opaque to callers, without a name unless they sorted by it. */
import { z } from 'zod';
import { windowEnd } from '../store/people-window.ts';

export const peopleCursor = z.strictObject({
  /** Whether the search index was used, or would have been; the same for all windows. */
  indexed: z.boolean().optional(),
  /** Where storage continues after earlier windows. */
  next: z.string().optional(),
  /** The end of the window when it was first read. */
  end: windowEnd.optional(),
  /** The last person of the page, by sort key and id: added and removed people shift nothing. */
  after: z.tuple([z.string(), z.string()]).optional(),
});

type PeopleCursor = z.infer<typeof peopleCursor>;

/** The window of people that a page is part of. */
export type Window = Omit<PeopleCursor, 'after'>;

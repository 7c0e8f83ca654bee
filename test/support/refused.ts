/** Lets tests expect errors by their codes alone, since messages may be edited. */
import { expect } from 'vitest';

/** @param code one of `src/policy/problems.ts` */
export const refused = (code: string) => expect.objectContaining({ code });

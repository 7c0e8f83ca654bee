/** How a test states the error that it expects: by its code alone, since messages may be edited. */
import { expect } from 'vitest';

/** @param code as `src/policy/problems.ts` lists it */
export const refused = (code: string) => expect.objectContaining({ code });

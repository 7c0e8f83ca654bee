/** What went wrong, as a problem that pages can explain. */
import { ProblemError } from '../client/client.ts';

/** Any other error is treated as a broken connection. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  return new ProblemError({ code: 'busy', title: 'no answer', status: 0 }, undefined);
}

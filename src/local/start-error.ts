/** A start that can't go on says why, and what to do, in one line. */
export class StartError extends Error {
  override name = 'StartError';
}

/** @returns the code of a system error, such as `EADDRINUSE`, or nothing */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

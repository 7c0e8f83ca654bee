/** An error that stops the start; its one-line message gives the reason and the remedy. */
export class StartError extends Error {
  override name = 'StartError';
}

/** @returns the code of a system error, such as `EADDRINUSE`, or undefined */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

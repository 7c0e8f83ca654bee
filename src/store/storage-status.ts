/** Reads the status of a storage error, whichever library it came from. */
import { RestError } from '@azure/core-rest-pipeline';

/** The HTTP status of a storage error, or undefined for any other error. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof RestError || (error instanceof Error && error.name === 'RestError')
    ? (error as RestError).statusCode
    : undefined;
}

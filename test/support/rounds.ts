/** Real races: several clients at two instances on one storage, all at once. */
import type { Client } from '../../src/client/client.ts';
import { ProblemError } from '../../src/client/client.ts';
import type { Service } from './harness.ts';

/** @returns the same person's client at another instance */
export function at(instance: Service, who: Client): Client {
  const client = instance.client();
  Object.assign(client.tokens, who.tokens);
  return client;
}

/** @returns how many succeeded, and the codes of the others; any other failure is thrown */
export async function allAtOnce(
  tries: readonly (() => Promise<unknown>)[],
): Promise<{ succeeded: number; codes: string[] }> {
  const outcomes = await Promise.allSettled(tries.map((each) => each()));
  const failed = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  const codes = failed.map((error: unknown) => {
    if (!(error instanceof ProblemError)) throw error;
    return error.code;
  });
  return { succeeded: outcomes.length - failed.length, codes };
}

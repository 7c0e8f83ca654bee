/** Requests resources that the test files of one run share. */
import { inject } from 'vitest';
import { z } from 'zod';

const file = z.object({ name: z.string(), gzip: z.number() });

/** The bundle built for this run: paths of its sources, and gzipped sizes in bytes. */
const bundle = z.object({
  outdir: z.string(),
  inputs: z.array(z.string()),
  portal: z.object({ js: z.number(), css: z.number(), files: z.array(file) }),
});

export type Bundle = z.infer<typeof bundle>;

const given = new Set<string>();

/** @returns the connection string of an empty storage account, used by nobody else */
export async function askStorage(): Promise<string> {
  const connectionString = await ask('storage', z.string());
  given.add(connectionString);
  return connectionString;
}

/** @returns whether it leads to an account of this process, and through no proxy */
export const isGiven = (connectionString: string): boolean => given.has(connectionString);

/** @returns the socket at which this storage answers direct requests; see direct-storage.ts */
export const askDirect = (): Promise<string> => (direct ??= ask('direct', z.string()));

let direct: Promise<string> | undefined;

/** Await this outside tests and hooks, whose timeouts a build may exceed. */
export const askBundle = (): Promise<Bundle> => ask('bundle', bundle);

/** What the compiler is asked: a method of its protocol. */
export const compilerRequest = z.object({ method: z.string(), params: z.looseObject({}) });

/** @returns the Bicep compiler's result @throws Error with its own words */
export const askBicep = (method: string, params: object): Promise<unknown> =>
  ask('bicep', z.unknown(), { method, params });

async function ask<T>(what: string, shape: z.ZodType<T>, body?: object): Promise<T> {
  const url = `${inject('suppliesUrl')}/${what}`;
  const answer = await fetch(url, body && { method: 'POST', body: JSON.stringify(body) });
  const made: unknown = await answer.json();
  if (!answer.ok) throw new Error(`The tests cannot get the ${what}: ${made}`);
  return shape.parse(made);
}

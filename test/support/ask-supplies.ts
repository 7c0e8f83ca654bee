/** Asks the run that a test file belongs to for what its files share. */
import { inject } from 'vitest';
import { z } from 'zod';

const file = z.object({ name: z.string(), gzip: z.number() });

/** What ships, as it was built for this run: paths of its sources, and sizes in bytes, gzipped. */
const bundle = z.object({
  outdir: z.string(),
  inputs: z.array(z.string()),
  portal: z.object({ js: z.number(), css: z.number(), files: z.array(file) }),
});

export type Bundle = z.infer<typeof bundle>;

/** @returns the connection string of a storage account, empty and nobody else's */
export const askStorage = (): Promise<string> => ask('storage', z.string());

/** Best awaited outside tests and hooks: a build may take longer than they may. */
export const askBundle = (): Promise<Bundle> => ask('bundle', bundle);

async function ask<T>(what: string, shape: z.ZodType<T>): Promise<T> {
  const answer = await fetch(`${inject('suppliesUrl')}/${what}`);
  const made: unknown = await answer.json();
  if (!answer.ok) throw new Error(`The tests get no ${what}: ${made}`);
  return shape.parse(made);
}

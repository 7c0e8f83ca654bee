/** One test for each operation: it survives a crash at any of its requests. */
import { afterAll, describe, expect, test } from 'vitest';
import { crashEverywhere } from './crash.ts';
import type { Sample } from './sample.ts';

/** `npm run test:long` stops at every request, including reads. */
const long = process.env['TEST_LONG'] !== undefined;

/** @param stopsMax number of places at which the quick run stops each operation */
export function crashTests(what: string, samples: Record<string, Sample>, stopsMax: number): void {
  let points = 0;
  describe(`stopped at any request, repaired and retried (${what})`, () => {
    test.each(Object.entries(samples))(
      '%s: all or nothing, and each e-mail once',
      async (_, sample) => {
        const reached = await crashEverywhere(sample, long ? 'all' : stopsMax);
        if (!sample.reads) expect(reached).toBeGreaterThan(0);
        points += reached;
      },
      long ? 600_000 : 120_000,
    );
    afterAll(() => void process.stdout.write(`${what}: ${points} crash points\n`));
  });
}

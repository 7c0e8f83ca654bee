/** One test for each operation of a table: it survives the end of its process at any request. */
import { afterAll, describe, expect, test } from 'vitest';
import { crashEverywhere } from './crash.ts';
import type { Sample } from './sample.ts';

/** `npm run test:long` stops at every request, reading ones too. */
const long = process.env['TEST_LONG'] !== undefined;

/** @param stopsMax an operation is stopped at so many places in the quick run */
export function crashTests(what: string, samples: Record<string, Sample>, stopsMax: number): void {
  let points = 0;
  describe(`stopped at any request, repaired and tried again (${what})`, () => {
    test.each(Object.entries(samples))(
      '%s: entirely or not at all, and each mail once',
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

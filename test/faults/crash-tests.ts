/**
 * One test for each operation: it survives a crash at any of its writes. `npm test` tries one or
 * two of them, the transaction always among them; `npm run test:long` stops before and after every request.
 */
import { afterAll, describe, expect, test } from 'vitest';
import type { Sample } from '../samples/sample.ts';
import { inDepth } from '../support/depth.ts';
import { crashEverywhere } from './crash.ts';

const everywhere = inDepth(false, true);

export function crashTests(what: string, samples: Record<string, Sample>): void {
  let points = 0;
  describe(`stopped at its requests, repaired and retried (${what})`, () => {
    test.each(Object.entries(samples))(
      '%s: all or nothing, and each e-mail once',
      async (name, sample) => {
        const reached = await crashEverywhere(name, sample, everywhere);
        if (!sample.reads) expect(reached).toBeGreaterThan(0);
        points += reached;
      },
      inDepth(120_000, 600_000),
    );
    afterAll(() => void process.stdout.write(`${what}: ${points} crash points\n`));
  });
}

/**
 * `npm run simulate -- --users 1000 --years 2 --seed 1` simulates, checks, and writes the report into
 * an ignored folder; `--update` replaces the committed one.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startProgress } from '../support/progress.ts';
import { resultsFolder } from '../support/results-folder.ts';
import { allHeld, reportPage, reportPicture, reportText } from './report.ts';
import { simulate } from './run.ts';

const whole = (smallest: number, largest: number) =>
  z.coerce.number().int().min(smallest).max(largest);
const options = z.object({
  users: whole(10, 5_000).default(1_000),
  years: z.coerce.number().min(0.1).max(10).default(2),
  seed: whole(0, 2 ** 31 - 1).default(1),
});

const { values } = parseArgs({
  options: {
    users: { type: 'string' },
    years: { type: 'string' },
    seed: { type: 'string' },
    update: { type: 'boolean', default: false },
  },
});
const asked = options.safeParse(values);
if (!asked.success) {
  process.stderr.write(`${z.prettifyError(asked.error)}\n`);
  process.exit(2);
}

const begun = performance.now();
const report = await simulate(asked.data, startProgress());
process.stdout.write(`\n${reportText(report)}`);
process.stdout.write(`In ${Math.round((performance.now() - begun) / 1_000)} s\n`);
const folder = values.update ? import.meta.dirname : resultsFolder('simulate');
writeFileSync(join(folder, 'report.html'), reportPage(report));
writeFileSync(join(folder, 'report.svg'), reportPicture(report));
writeFileSync(join(folder, 'report.txt'), reportText(report));
process.stdout.write(`report in ${folder}\n`);
process.exit(allHeld(report) ? 0 : 1);

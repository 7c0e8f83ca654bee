/**
 * Promise: the bench runs unattended, and the limits of its cheapest item hold; in `npm run test:long`,
 * jobs are measured too.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { inDepth } from '../support/depth.ts';

const run = promisify(execFile);

const quickly = (only: string) =>
  run(process.execPath, ['test/bench/bench.ts', '--quick', '--only', only]);

test('a quick bench of storage requests prints a table in which every limit holds', async () => {
  const { stdout } = await quickly('requests');
  const rows = stdout.split('\n').filter((line) => line.startsWith('| ') && /[≤≥] \d/.test(line));
  expect(rows.length).toBeGreaterThanOrEqual(12);
  for (const row of rows) expect(row).toMatch(/\| yes \|/);
  expect(stdout).toContain('Every limit holds.');
});

test('published facts and jobs are printed, however busy the machine is', async () => {
  const { stdout, stderr } = await quickly(inDepth('keycloak', 'keycloak,bulk')).catch(
    (error) => error,
  );
  expect(stderr).not.toContain('Not measured');
  expect(stdout).toMatch(
    /\| sign-ins with a password for each virtual processor \| 15 a second \|/,
  );
  for (const job of inDepth([], ['are invited', 'are erased', 'are sent a notice']))
    expect(stdout).toMatch(new RegExp(`\\| [\\d,]+ \\w+ .*${job}: requests to storage \\|`));
});

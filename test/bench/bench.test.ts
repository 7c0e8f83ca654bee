/** Promise: the bench runs unattended, and the limits of its cheapest item hold. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

test('a quick bench of storage requests prints a table in which every limit holds', async () => {
  const args = ['test/bench/bench.ts', '--quick', '--only', 'requests'];
  const { stdout } = await run(process.execPath, args);
  const rows = stdout.split('\n').filter((line) => line.startsWith('| ') && /[≤≥] \d/.test(line));
  expect(rows.length).toBeGreaterThanOrEqual(12);
  for (const row of rows) expect(row).toMatch(/\| yes \|/);
  expect(stdout).toContain('Every limit holds.');
});

/** Runs test projects and counts results; anything that kept a test from running is a failure. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runTool } from './run-tool.ts';

const file = z.object({
  name: z.string(),
  status: z.enum(['passed', 'failed']),
  assertionResults: z.array(z.object({ status: z.string() })),
});

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(file),
});

type Counted = { passed: number; failed: number };

/**
 * @param filter vitest arguments that select projects or files; all run without any
 * @param shown whether the terminal shows progress
 */
export async function runTests(filter: readonly string[], shown = true): Promise<Counted> {
  const folder = await mkdtemp(join(tmpdir(), 'report-'));
  const path = join(folder, 'vitest.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
    const { ok } = await runTool(['vitest', 'run', ...reporters, ...filter], shown);
    return count(ok, await readFile(path, 'utf8').catch(() => undefined));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * A file that failed without a failed test did not load, or its setup failed: one failure.
 * @param ok whether the runner exited with success
 * @param text its JSON report; undefined if it crashed before writing one
 */
function count(ok: boolean, text: string | undefined): Counted {
  if (text === undefined) return { passed: 0, failed: 1 };
  const { numPassedTests: passed, numFailedTests, testResults } = report.parse(JSON.parse(text));
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((each) => each.status === 'failed'),
  );
  const failed = numFailedTests + brokenFiles.length;
  // The runner failed for another reason, or found no tests.
  const unexplained = failed === 0 && (!ok || passed === 0);
  return { passed, failed: failed + (unexplained ? 1 : 0) };
}

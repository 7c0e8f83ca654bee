/** Runs every check of the project and ends with one line: how many passed, how many failed. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const root = join(import.meta.dirname, '..', '..');
const report = join(root, '.cache', 'vitest.json');

/** Each is one command of a package in `node_modules/.bin`, or a file of ours. */
const checks: readonly (readonly [string, readonly string[]])[] = [
  ['format and lint', ['biome', 'ci', '--error-on-warnings']],
  ['types', ['tsc']],
  ['unused code', ['knip']],
  ['import rules', ['depcruise', 'src', 'test', 'infra']],
  ['printed tables', ['node', 'src/build/print-docs.ts', '--check']],
  ['bundle', ['node', 'src/build/bundle.ts']],
];

const counts = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });

let passed = 0;
let failed = 0;

for (const [name, command] of checks) {
  const { ok, output, seconds } = run(command);
  say(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (!ok || name === 'bundle') say(output);
  if (ok) passed += 1;
  else failed += 1;
}

rmSync(report, { force: true });
const tests = run(
  ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  true,
);
const counted = existsSync(report)
  ? counts.parse(JSON.parse(readFileSync(report, 'utf8')))
  : undefined;
passed += counted?.numPassedTests ?? 0;
failed += counted?.numFailedTests ?? 0;
// A runner that broke, or found no test, has not passed.
if (!counted || counted.numPassedTests === 0 || (!tests.ok && counted.numFailedTests === 0))
  failed += 1;
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function run(command: readonly string[], show = false) {
  const [tool = '', ...args] = command;
  const begun = Date.now();
  const bin = tool === 'node' ? process.execPath : join(root, 'node_modules', '.bin', tool);
  const result = spawnSync(bin, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: show ? 'inherit' : 'pipe',
    env: { ...process.env, FORCE_COLOR: '0' },
  });
  return {
    ok: result.status === 0,
    output: `${result.stdout ?? ''}${result.stderr ?? ''}`.trim(),
    seconds: Math.round((Date.now() - begun) / 1_000),
  };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

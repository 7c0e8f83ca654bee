/**
 * Runs every check of the project and ends with one line: how many passed and how many failed.
 * `npm run check` skips the slow ones: the bundle's sizes and all tests outside the `fast` project.
 */
import { inParallel } from '../store/in-parallel.ts';
import { runTests } from './run-tests.ts';
import { runTool } from './run-tool.ts';

const fastOnly = process.argv[2] === 'fast';

/** One for each core that every machine has; the slowest tools start first. */
const toolsAtOnce = 2;

const checks: readonly (readonly [string, readonly string[]])[] = [
  ['import rules', ['depcruise', 'src', 'test', 'infra']],
  ['types', ['node', 'node_modules/native-typescript/bin/tsc']],
  ['unused code', ['knip']],
  ['format and lint', ['biome', 'ci', '--error-on-warnings']],
  ['generated tables', ['node', 'src/build/print-docs.ts', '--check']],
];

const bundle = ['bundle', ['node', 'src/build/bundle.ts']] as const;
const tools = ['test tools', ['node', 'src/build/fetch-tools.ts']] as const;

let passed = 0;
let failed = 0;

// Fetching waits for the network, so it runs beside the others without taking a core.
const fetching = fastOnly ? undefined : check(tools);
await inParallel(fastOnly ? checks : [...checks, bundle], toolsAtOnce, check);
await fetching;
const counted = await runTests(fastOnly ? ['--project', 'fast', '--project', 'alone'] : []);
passed += counted.passed;
failed += counted.failed;
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function check(one: readonly [string, readonly string[]]): Promise<void> {
  const [name, command] = one;
  const { ok, output, seconds } = await runTool(command);
  const verbose = !ok || one === bundle || one === tools;
  say(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)${verbose && output ? `\n${output}` : ''}`);
  if (ok) passed += 1;
  else failed += 1;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

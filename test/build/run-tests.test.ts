/** Promise: the last line counts everything that kept a test from running as a failure. */
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runTests } from '../../src/build/run-tests.ts';

const cache = join(import.meta.dirname, '..', '..', '.cache');
const passing = "test('is reached', () => {});";
const failing = "throw new Error('on purpose');";

/** Each file's content, with its expected numbers of passed tests and of failures. */
const files: Record<string, [text: string, passed: number, failed: number]> = {
  passes: [`${passing} test('another one', () => {});`, 2, 0],
  'has a failing test': [`test('fails', () => { ${failing} }); ${passing}`, 1, 1],
  'is not valid code': ['test(', 0, 1],
  'imports what is missing': [`import './missing.ts'; ${passing}`, 0, 1],
  'fails while it is read': [`${passing} ${failing}`, 0, 1],
  'has no test': ['export {};', 0, 1],
  'fails in its setup': [
    `beforeAll(() => { ${failing} }); ${passing} test('two', () => {});`,
    0,
    1,
  ],
  'fails in the setup of a part': [
    `describe('part', () => { beforeAll(() => { ${failing} }); ${passing} }); ${passing}`,
    1,
    1,
  ],
  'fails in its teardown': [`afterAll(() => { ${failing} }); ${passing}`, 1, 1],
};

async function counted(chosen: typeof files) {
  mkdirSync(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'counted-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const imports = "import { afterAll, beforeAll, describe, test } from 'vitest';\n";
  for (const [name, [text]] of Object.entries(chosen))
    await writeFile(join(folder, `${name.replaceAll(' ', '-')}.test.ts`), imports + text);
  // Without its own configuration it would use ours.
  await writeFile(join(folder, 'vitest.config.ts'), 'export default {};\n');
  return runTests(['--root', folder], false);
}

test('each broken file counts as one failure in addition to failed tests', async () => {
  const all = Object.values(files);
  expect(await counted(files)).toEqual({
    passed: all.reduce((sum, [, passed]) => sum + passed, 0),
    failed: all.reduce((sum, [, , failed]) => sum + failed, 0),
  });
});

test('a run that finds no tests is a failure', async () => {
  expect(await counted({})).toEqual({ passed: 0, failed: 1 });
});

test('an uncaught error is a failure', async () => {
  const later = `setTimeout(() => { ${failing} });`;
  const waits = "test('waits', () => new Promise((go) => setTimeout(go, 200)));";
  const stray: typeof files = { stray: [`${later} ${waits}`, 1, 1] };
  expect(await counted(stray)).toEqual({ passed: 1, failed: 1 });
});

/** Promise: each file that looks like a test runs in exactly one project. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projects, projectsOf, turnOf } from './projects.ts';

const root = join(import.meta.dirname, '..', '..');

/** Committed and new files of any name in any folder. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => /[.-](test|spec)\.[cm]?[jt]sx?$/.test(path));

test('every test file is in one project', () => {
  expect(files.length).toBeGreaterThan(50);
  const wrong = files.map((path) => `${path}: ${projectsOf(path).join(' and ') || 'in none'}`);
  expect(wrong.filter((line) => !/: \w+$/.test(line))).toEqual([]);
});

test('every pattern of a project matches a file', () => {
  const patterns = Object.values(projects).flatMap(({ include }) => include);
  const turns = new Set(files.map(turnOf));
  expect([...turns].sort((a, b) => a - b)).toEqual(patterns.map((_, index) => index));
});

test.each([
  ['test/anything.test.ts', ['fast']],
  ['test/store/crash.test.ts', ['faults']],
  ['test/mail/queue-faults.test.ts', ['faults']],
  ['test/portal/people/list.test.ts', ['browser']],
  ['test/http/portal.test.ts', ['fast']],
  ['test/infra/new.test.ts', ['infra']],
  ['test/identity/new.test.ts', ['alone']],
  ['test/infra/portal/both.test.ts', ['browser', 'infra']],
  ['test/anything.spec.ts', []],
  ['src/anything.test.ts', []],
])('%s would be in %j', (path, expected) => {
  expect(projectsOf(path)).toEqual(expected);
});

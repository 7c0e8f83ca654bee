/**
 * The only place that assigns test files to vitest projects.
 *
 * A file is `fast` unless a pattern matches it. Patterns survive moves: `faults` and `processes` list
 * file names, and `browser` and `infra` match any folder named `portal` or `infra`. A new file that
 * needs a browser or the Bicep compiler goes there; a slow one gets a line in `longest`. The files of
 * a project share their processes and what they import, which saves two seconds of processor time for
 * each; unchanged-process.ts verifies that each leaves its process as it was. Those of `processes` and
 * `alone` do not.
 */
import { matchesGlob } from 'node:path';

/** In order of starting: the slowest first, so that no core idles at the end. */
const longest = [
  'newer',
  'simulation',
  'older-end',
  'crash-service',
  'crash',
  'unfinished',
  'life',
  'crash-openid',
  'histories',
  'lapse',
  'administrators',
  'administered',
  'timer-pairs',
  'inputs',
  'event-names',
  'crash-reviews',
  'crash-move-in',
  'races',
  'first-administrator',
  'guessing',
  'lockout',
  'shares',
  'notice-pace',
  '*-faults',
  'newer-*',
  'older*',
  'attacks*',
  'requests',
  'erasure-rule',
  'ownership',
  'abuse',
  'second-step',
  'upcoming',
  'codes',
  'two-answers',
  'oracle',
  'copies',
  'import',
  'corrections',
  'review',
  'failures',
  'undo-run',
  'second-person',
  'restored-work',
  'clocks',
  'many',
  'many-people',
  'lifecycle-run',
  'silence',
  'people-change',
];

/** Their processes are their own, because they measure them, or start and end many others. */
const ownProcesses = [
  'load',
  'command',
  'kills',
  'timing',
  'marked-files',
  'proxy',
  'odd-folders',
  'smoke-run',
  'damaged-files',
  'first-session',
  'audit-verify',
  'bench',
];

/** Files that change what others in their process would see: limits, or the environment. */
const alone = ['test/settings-in-texts.test.ts', 'test/identity/*.test.ts'];

const slow: Record<string, string[]> = {
  faults: longest.map((name) => `test/**/${name}.test.ts`),
  processes: ownProcesses.map((name) => `test/**/${name}.test.ts`),
  browser: ['test/**/portal/**/*.test.ts'],
  infra: ['test/**/infra/**/*.test.ts'],
  alone,
};

const taken = Object.values(slow).flat();

/** Packages that the bench installs bring their own tests. */
const ofPackages = '**/node_modules/**';

/** @returns whether the project's files share their processes */
export const sharesProcesses = (name: string): boolean => name !== 'processes' && name !== 'alone';

/** File patterns of each project, for vitest. */
export const projects: Record<string, { include: string[]; exclude: string[] }> = {
  fast: { include: ['test/**/*.test.ts'], exclude: [...taken, ofPackages] },
  ...Object.fromEntries(
    Object.entries(slow).map(([name, include]) => [name, { include, exclude: [ofPackages] }]),
  ),
};

/**
 * @param path relative to the project's root
 * @returns the projects that run the file, which must be exactly one
 */
export function projectsOf(path: string): string[] {
  const within = (patterns: readonly string[]) =>
    patterns.some((pattern) => matchesGlob(path, pattern));
  return Object.entries(projects)
    .filter(([, { include, exclude }]) => within(include) && !within(exclude))
    .map(([name]) => name);
}

/** @returns the file's position in the order of starting; 0 is first */
export function turnOf(path: string): number {
  const turn = taken.findIndex((pattern) => matchesGlob(path, pattern));
  return turn < 0 ? taken.length : turn;
}

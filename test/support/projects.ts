/**
 * The only place that assigns test files to vitest projects.
 *
 * A file is `fast` unless a pattern matches it. Patterns survive moves: `faults` lists file names,
 * and `browser` and `infra` match any folder named `portal` or `infra`. A new file that needs a
 * browser or the Bicep compiler goes there; a slow one gets a line in `longest`.
 */
import { matchesGlob } from 'node:path';

/** In order of starting: the slowest first, so that no core idles at the end. */
const longest = [
  'crash',
  'crash-service',
  'timer-pairs',
  'newer',
  'kills',
  'inputs',
  'simulation',
  'timing',
  'load',
  'races',
  'histories',
  'administrators',
  'administered',
  'first-administrator',
  'guessing',
  'notice-pace',
  '*-faults',
  'newer-*',
  'older*',
  'unfinished',
  'event-names',
  'proxy',
  'odd-folders',
  'life',
  'attacks',
  'lapse',
  'requests',
  'smoke-run',
  'damaged-files',
  'bench',
];

const slow: Record<string, string[]> = {
  faults: longest.map((name) => `test/**/${name}.test.ts`),
  browser: ['test/**/portal/**/*.test.ts'],
  infra: ['test/**/infra/**/*.test.ts'],
};

const taken = Object.values(slow).flat();

/** File patterns of each project, for vitest. */
export const projects: Record<string, { include: string[]; exclude: string[] }> = {
  fast: { include: ['test/**/*.test.ts'], exclude: taken },
  ...Object.fromEntries(
    Object.entries(slow).map(([name, include]) => [name, { include, exclude: [] }]),
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

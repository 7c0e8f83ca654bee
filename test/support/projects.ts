/**
 * Says which vitest project a test file belongs to: the only place that does.
 *
 * A file is `fast` unless its name takes it elsewhere. Names stay when files move: `faults` lists
 * them, and `browser` and `infra` are what is below a folder `portal` or `infra`, wherever that is.
 * A new file that needs a browser or the Bicep compiler goes there; a long one gets a line in
 * `longest`.
 */
import { matchesGlob } from 'node:path';

/** In the order in which they start: what takes longest first, so that no core idles at the end. */
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
  'guessing',
  'lockout',
  'shares',
  'notice-pace',
  '*-faults',
  'newer-*',
  'older*',
  'unfinished',
  'event-names',
  'proxy',
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

/** Each project with its files, as vitest takes them. */
export const projects: Record<string, { include: string[]; exclude: string[] }> = {
  fast: { include: ['test/**/*.test.ts'], exclude: taken },
  ...Object.fromEntries(
    Object.entries(slow).map(([name, include]) => [name, { include, exclude: [] }]),
  ),
};

/**
 * @param path from the root of the project
 * @returns the projects that would run the file: exactly one, or something is wrong
 */
export function projectsOf(path: string): string[] {
  const within = (patterns: readonly string[]) =>
    patterns.some((pattern) => matchesGlob(path, pattern));
  return Object.entries(projects)
    .filter(([, { include, exclude }]) => within(include) && !within(exclude))
    .map(([name]) => name);
}

/** @returns the file's place in the order of starting; 0 is first */
export function turnOf(path: string): number {
  const turn = taken.findIndex((pattern) => matchesGlob(path, pattern));
  return turn < 0 ? taken.length : turn;
}

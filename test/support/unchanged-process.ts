/**
 * Loaded before each test file that shares its process with others: the file leaves limits, clock and
 * environment as they were, or it fails.
 */
import { afterAll, expect } from 'vitest';
import { limit } from '../../src/policy/limits.ts';

const found = state();

/** Only names are shown: the environment may hold secrets. */
afterAll(() => {
  const left = state();
  const changed = [...new Set([...found.keys(), ...left.keys()])].filter(
    (name) => found.get(name) !== left.get(name),
  );
  expect(changed, 'a file that changes its process is `alone`: see projects.ts').toEqual([]);
});

function state(): Map<string, unknown> {
  return new Map<string, unknown>([
    ['the clock', globalThis.localClock?.offsetMilliseconds ?? 0],
    ...Object.entries(limit).map(([name, value]) => [`limit ${name}`, value] as const),
    ...Object.entries(process.env).map(([name, value]) => [`variable ${name}`, value] as const),
  ]);
}

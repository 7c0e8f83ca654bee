/** Promise: people read what happened in their language; every name belongs to an event that can be. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventNames } from '../src/policy/event-names.ts';

const folder = join(import.meta.dirname, '..', 'src');
const sources = globSync('**/*.ts', { cwd: folder })
  .filter((path) => !/^(local|build|portal)|event-names/.test(path))
  .map((path) => readFileSync(join(folder, path), 'utf8'));

test.each(Object.keys(eventNames.fi))('the service writes the event %s', (kind) => {
  expect(sources.some((text) => text.includes(`'${kind}'`))).toBe(true);
});

test('no two events are called the same in one language', () => {
  for (const names of Object.values(eventNames))
    expect(new Set(Object.values(names)).size).toBe(Object.keys(names).length);
});

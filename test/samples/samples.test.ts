/** Promise: whatever can write has a sample that the crash tests stop, in exactly one of their parts. */
import { expect, test } from 'vitest';
import { api, type Endpoint } from '../../src/api.ts';
import { workKinds } from '../../src/store/work.ts';
import { timerTable } from '../../src/timers/timers.ts';
import { parts } from './samples.ts';

/** Routes other than GET can write, and so can reading the audit log, which is recorded. */
const routes = Object.entries<Endpoint>(api)
  .filter(([, { method, permission }]) => method !== 'GET' || permission === 'audit.read')
  .map(([name]) => name);

const sampled = Object.values<object>(parts).flatMap((part) => Object.keys(part));

test.each([
  ['route', routes],
  ['timer', Object.keys(timerTable)],
  ['queue consumer', workKinds()],
] as const)('every %s that writes has a sample in test/samples', (_, names) => {
  expect(names.filter((name) => !sampled.includes(name))).toEqual([]);
});

test('no two samples have the same name', () => {
  expect(sampled.filter((name, index) => sampled.indexOf(name) !== index)).toEqual([]);
});

/** Promise: `npm test` stops after each operation's transaction, and at others of its writes. */
import { expect, test } from 'vitest';
import { isWrite, type Stop } from './stopping.ts';
import { choose } from './stops.ts';

const requests = [
  'GET /accounts',
  'POST /journal202603',
  'POST /logins',
  'GET /organizations',
  'POST /$batch',
  'PATCH /directory',
  'POST /mail-now/messages',
  'PUT /journal202603',
];
const line = ({ when, at, of }: Stop) =>
  `${when} ${(of === 'writes' ? requests.filter(isWrite) : requests)[at - 1]}`;

test('the only stop is after the transaction', () => {
  expect(choose('x', requests, 1).map(line)).toEqual(['after POST /$batch']);
});

test('a second stop depends on the name, and the names of all lengths reach every write', () => {
  const seconds = requests.map((_, length) => {
    const chosen = choose('x'.repeat(length), requests, 2).map(line);
    expect(chosen).toContain('after POST /$batch');
    expect(chosen).toHaveLength(2);
    return chosen.filter((stop) => stop !== 'after POST /$batch');
  });
  expect(new Set(seconds.flat())).toEqual(
    new Set(
      choose('x', requests, 7)
        .map(line)
        .filter((stop) => stop !== 'after POST /$batch'),
    ),
  );
});

test('an operation with few writes is stopped at each of them, once', () => {
  expect(choose('x', ['GET /keys', 'PUT /keys'], 5)).toEqual([
    { at: 1, when: 'before', of: 'writes' },
    { at: 1, when: 'after', of: 'writes' },
  ]);
  expect(choose('x', ['GET /keys'], 5)).toEqual([]);
});

test('all stops are before and after each request', () => {
  expect(choose('x', requests, 'all')).toHaveLength(2 * requests.length);
});

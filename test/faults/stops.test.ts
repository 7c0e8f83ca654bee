/** Promise: the stops that `npm test` tries surround an operation's transaction, and include its ends. */
import { expect, test } from 'vitest';
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
const line = ({ when, at }: { when: string; at: number }) => `${when} ${requests[at - 1]}`;

test('three stops are before the first write, after the transaction, and after the last write', () => {
  expect(choose('x', requests, 3).map(line)).toEqual([
    'before POST /journal202603',
    'after POST /$batch',
    'after PUT /journal202603',
  ]);
});

test('five stops add the one before the transaction, and one that depends on the name', () => {
  const [one, other] = ['x', 'xy'].map((name) => choose(name, requests, 5).map(line));
  expect(one).toContain('after POST /logins');
  expect(one).toHaveLength(5);
  expect(other).toHaveLength(5);
  expect(other).not.toEqual(one);
});

test('an operation with few writes is stopped at each of them, once', () => {
  expect(choose('x', ['GET /keys', 'PUT /keys'], 5)).toEqual([
    { at: 2, when: 'before' },
    { at: 2, when: 'after' },
  ]);
  expect(choose('x', ['GET /keys'], 5)).toEqual([]);
});

test('all stops are before and after each request', () => {
  expect(choose('x', requests, 'all')).toHaveLength(2 * requests.length);
});

/** Promise: request targets are parsed as by Azure's web server, and functions get the same URL. */
import { expect, test } from 'vitest';
import { escapePath, readTarget } from '../../src/local/request-target.ts';

const read = (target: string, method = 'GET', host = 'a.fi') => readTarget(method, target, host);

test.each([
  ['/a/b?x=%2F', { path: '/a/b', query: '?x=%2F' }],
  ['/%C3%A4%20x', { path: '/ä x', query: '' }],
  ['/a%2Fb%2fc', { path: '/a%2Fb%2fc', query: '' }],
  ['/%E2%82%AC', { path: '/€', query: '' }],
  ['/%F0%9F%98%80', { path: '/😀', query: '' }],
  ['/%ff%41', { path: '/%ffA', query: '' }],
  ['/%c3x', { path: '/%c3x', query: '' }],
  ['/%c0%ae%c0%ae/a', { path: '/%c0%ae%c0%ae/a', query: '' }],
  ['/100%', { path: '/100%', query: '' }],
  ['/%252F', { path: '/%2F', query: '' }],
  ['/a/./b/../c', { path: '/a/c', query: '' }],
  ['/a/b/..', { path: '/a/', query: '' }],
  ['/../../a', { path: '/a', query: '' }],
  ['/a//b', { path: '/a//b', query: '' }],
  ['/a?b/../c?d', { path: '/a', query: '?b/../c?d' }],
  ['http://a.fi', { path: '/', query: '' }],
  ['http://a.fi?x', { path: '/', query: '?x' }],
  ['http://A.fi/b', { path: '/b', query: '' }],
  ['http://b.fi/b', { status: 400 }],
  ['/%00', { status: 400 }],
  ['/a\0', { status: 400 }],
  ['/ä', { status: 400 }],
  ['a', { status: 400 }],
  ['', { status: 400 }],
  ['*', { status: 405, allow: 'OPTIONS' }],
])('%j', (target, expected) => {
  expect(read(target)).toEqual(expected);
});

test('OPTIONS accepts *, and a default port may be omitted from either host', () => {
  expect(read('*', 'OPTIONS')).toEqual({ path: '', query: '' });
  expect(read('http://a.fi/b', 'GET', 'a.fi:80')).toEqual({ path: '/b', query: '' });
});

test.each([
  ['/ä x', '/%C3%A4%20x'],
  ['/a\\b', '/a%5Cb'],
  ['/a%2Fb', '/a%2Fb'],
  ['/100%', '/100%25'],
  ['/a#b?c', '/a%23b%3Fc'],
  ["/a!$&'()*+,;=:@-._~", "/a!$&'()*+,;=:@-._~"],
  ['/\u017f\u212a', '/%C5%BF%E2%84%AA'],
])('functions get %j as %j', (path, expected) => {
  expect(escapePath(path)).toBe(expected);
});

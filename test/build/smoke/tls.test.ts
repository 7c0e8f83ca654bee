/** Promise: plain HTTP may lead only to HTTPS at the service's own name. */
import { expect, test } from 'vitest';
import { leadsHome } from '../../../src/build/smoke/tls.ts';

const origin = new URL('https://accounts.example.fi');

test.each([
  ['https://accounts.example.fi/', true],
  ['https://ACCOUNTS.example.fi:443/sign-in', true],
  ['//accounts.example.fi/', false],
  ['http://accounts.example.fi/', false],
  ['/sign-in', false],
  ['https://example.net/', false],
  ['https://accounts.example.fi.example.net/', false],
  ['https://accounts.example.fi@example.net/', false],
  ['https:\\\\example.net', false],
  ['https://', false],
  [undefined, false],
])('a redirect to %s leads home: %s', (location, expected) => {
  expect(leadsHome(location, origin)).toBe(expected);
});

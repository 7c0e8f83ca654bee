/** Promise: however a proxy writes an address, one network is one source and two are two. */
import { expect, test } from 'vitest';
import { sourceOf } from '../../src/http/source.ts';

test.each([
  ['198.51.100.7', '198.51.100.7'],
  ['198.51.100.7:4711', '198.51.100.7'],
  ['203.0.113.9, 10.0.0.1:80, 198.51.100.7:4711', '198.51.100.7'],
  ['[2001:14ba:9c2:7f00:a000:b0:cafe:f00d]:50000', '2001:14ba:9c2:7f00::/64'],
  ['[2001:14ba:9c2:7f00:a001:b1:cafe:f00d]', '2001:14ba:9c2:7f00::/64'],
  ['2001:14ba:9c2:7f00:a002:b2:cafe:5000', '2001:14ba:9c2:7f00::/64'],
  ['2001:14BA:09C2:7F00::1', '2001:14ba:9c2:7f00::/64'],
  ['2001:db8::10', '2001:db8:0:0::/64'],
  ['2001:db8:0:1::10', '2001:db8:0:1::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['[fe80::2%eth0.1]:443', 'fe80:0:0:0::/64'],
  ['::ffff:198.51.100.7', '198.51.100.7'],
  ['[::ffff:c633:6407]:4711', '198.51.100.7'],
  ['203.0.113.9, [::FFFF:198.51.100.7]:4711', '198.51.100.7'],
])('R10: %s is the source %s', (forwarded, source) => {
  expect(sourceOf(forwarded)).toBe(source);
});

test.each([null, '', 'unknown', 'localhost:80', '1.2.3', '[::1', '1.2.3.4,', '256.1.1.1'])(
  'R10: %j names no source of its own, so that nobody makes many of them',
  (forwarded) => {
    expect(sourceOf(forwarded)).toBe('unknown');
  },
);

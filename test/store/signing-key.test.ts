/** Promise: a signing key is always found, whatever the clock shows. */
import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { signingKeyAt } from '../../src/store/signing-keys.ts';

const key = (activeFrom: string) => ({
  kid: activeFrom,
  activeFrom,
  jwk: {},
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }),
});
const signing = ['2026-07-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z'].map(key);

test.each([
  ['2026-08-01T00:00:00.000Z', '2026-07-01T00:00:00.000Z'],
  ['2026-07-01T00:00:00.000Z', '2026-07-01T00:00:00.000Z'],
  ['2026-06-30T23:59:59.999Z', '2026-04-01T00:00:00.000Z'],
  ['2026-04-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z'],
  ['2026-01-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z'],
])('L12: at %s the key active from %s signs', (now, expected) => {
  expect(signingKeyAt(signing, now).kid).toBe(expected);
});

test('without any key, the error says so', () => {
  expect(() => signingKeyAt([], '2026-01-01T00:00:00.000Z')).toThrow(
    'the table keys has no signing key',
  );
});

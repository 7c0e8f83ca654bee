/** Promise: sealed text opens only with its own key and name, and identifies its format. */
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { masterKey, seal, unseal } from '../../src/store/wrap.ts';

const key = randomBytes(32);
const secret = Buffer.from('a secret of an app');

test('a sealed text opens with its key and its name, and with no other', () => {
  const sealed = seal(key, secret, 'anna');
  expect(unseal(key, sealed, 'anna')).toEqual(secret);
  expect(() => unseal(key, sealed, 'olli')).toThrow();
  expect(() => unseal(randomBytes(32), sealed, 'anna')).toThrow();
});

test('two sealed texts of one secret always differ, and none opens after being altered', () => {
  const sealed = seal(key, secret);
  expect(seal(key, secret)).not.toBe(sealed);
  const bytes = Buffer.from(sealed, 'base64');
  for (const at of bytes.keys()) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => unseal(key, changed.toString('base64')), String(at)).toThrow();
  }
});

test('a sealed text leaves room for the name of another format', () => {
  const texts = [seal(key, secret), masterKey(key.toString('base64')).wrap(secret)];
  for (const text of texts) expect(text).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
});

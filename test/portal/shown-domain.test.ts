/** Promise: a domain is shown as people write it, unless it could be taken for another. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanDomain } from '../../src/policy/email-address.ts';
import { shownDomain } from '../../src/portal/shown-domain.ts';

test.each([
  ['anna@xn--tyllisyys-17a.example', 'anna@työllisyys.example'],
  ['xn--tyllisyys-17a.fi', 'työllisyys.fi'],
  ['anna@sub.xn--bcher-kva.xn--mnchen-3ya.de', 'anna@sub.bücher.münchen.de'],
  ['anna@espoo.fi', 'anna@espoo.fi'],
  ['xn--x@espoo.fi', 'xn--x@espoo.fi'],
  // It reads like apple.com, in Cyrillic letters.
  ['a@xn--80ak6aa92e.com', 'a@xn--80ak6aa92e.com'],
  ['a@xn--.fi', 'a@xn--.fi'],
  ['a@xn--99999999999999.fi', 'a@xn--99999999999999.fi'],
])('R18: %s is shown as %s', (stored, shown) => {
  expect(shownDomain(stored)).toBe(shown);
});

test('R18: what is shown is read as the same domain again', () => {
  const letter = fc.constantFrom(...'abcxyz019åäöéüñøß-');
  fc.assert(
    fc.property(fc.string({ unit: letter, minLength: 1, maxLength: 30 }), (label) => {
      const stored = cleanDomain(`${label}.fi`);
      expect(cleanDomain(shownDomain(stored))).toBe(stored);
    }),
  );
});

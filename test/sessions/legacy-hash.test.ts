/**
 * Promise: hashes of other systems verify their passwords and no others, and hashes that are
 * malformed, unsupported or too costly are recognized before anything is computed.
 */
import { expect, test } from 'vitest';
import { readLegacyHash } from '../../src/policy/legacy-hash.ts';
import { matchesLegacy } from '../../src/sessions/legacy-hash.ts';

const bcryptRest = '05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW';

/** RFC 7914, section 11, gives the SHA-256 vector, and Keycloak writes bytes in base64. */
const sha256 = Buffer.from(
  '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783',
  'hex',
);
const sha512 = Buffer.from(
  '867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce',
  'hex',
);
const salt = Buffer.from('salt').toString('base64');

const known = [
  ['bcrypt $2a$ (Openwall crypt_blowfish)', 'U*U', `$2a$${bcryptRest}`],
  ['bcrypt $2b$', 'U*U', `$2b$${bcryptRest}`],
  ['bcrypt $2y$', 'U*U', `$2y$${bcryptRest}`],
  ['phpass $P$ (Openwall phpass, test.php)', 'test12345', '$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0'],
  ['phpass $P$ (hashcat example)', 'hashcat', '$P$984478476IagS59wHZvyQMArzfx58u.'],
  ['phpBB $H$ (hashcat example)', 'hashcat', '$H$984478476IagS59wHZvyQMArzfx58u.'],
  [
    'Drupal 7 $S$ (hashcat example)',
    'hashcat',
    '$S$C33783772bRXEx1aCsvY.dqgaaSu76XmVlKrW9Qu8IQlvxHlmzLf',
  ],
  ['PBKDF2-SHA256 (RFC 7914)', 'passwd', `$pbkdf2-sha256$i=1$${salt}$${sha256.toString('base64')}`],
  ['PBKDF2-SHA512', 'password', `$pbkdf2-sha512$i=1$${salt}$${sha512.toString('base64')}`],
] as const;

test.each(known)('%s: the published vector verifies', (_, password, hash) => {
  expect(matchesLegacy(password, hash)).toBe(true);
  for (const other of [`${password}!`, password.slice(1), '', password.toUpperCase() + password])
    expect(matchesLegacy(other, hash)).toBe(false);
});

test.each(known)(
  '%s: a hash that differs in one character does not verify',
  (_, password, hash) => {
    const at = hash.length - 6;
    const other = hash.at(at) === 'A' ? 'B' : 'A';
    expect(matchesLegacy(password, hash.slice(0, at) + other + hash.slice(at + 1))).toBe(false);
  },
);

test.each([
  ['', 'none'],
  ['*', 'none'],
  ['!', 'none'],
  ['$2y$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'too_costly'],
  ['$2y$03$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'malformed'],
  ['$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'unsupported'],
  ['$2y$10$tooshort', 'malformed'],
  ['$S$S33783772bRXEx1aCsvY.dqgaaSu76XmVlKrW9Qu8IQlvxHlmzLf', 'too_costly'],
  ['$S$z33783772bRXEx1aCsvY.dqgaaSu76XmVlKrW9Qu8IQlvxHlmzLf', 'malformed'],
  // Slower than the service's own hash, so that time would tell who moved in.
  ['$S$F33783772bRXEx1aCsvY.dqgaaSu76XmVlKrW9Qu8IQlvxHlmzLf', 'too_costly'],
  [`$pbkdf2-sha512$i=600001$${salt}$${sha512.toString('base64')}`, 'too_costly'],
  ['$P$S84478476IagS59wHZvyQMArzfx58u.', 'too_costly'],
  ['$P$984478476IagS59', 'malformed'],
  [`$pbkdf2-sha256$i=1000000000$${salt}$${sha256.toString('base64')}`, 'too_costly'],
  [`$pbkdf2-sha512$i=0$${salt}$${sha512.toString('base64')}`, 'malformed'],
  [`$pbkdf2-sha512$i=1$${salt}$c2hvcnQ=`, 'malformed'],
  [`$pbkdf2$i=1$${salt}$${sha256.toString('base64')}`, 'unsupported'],
  ['$pbkdf2-sha256$29000$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA', 'unsupported'],
  ['pbkdf2_sha256$600000$salt$aGFzaGhhc2hoYXNoaGFzaA==', 'unsupported'],
  ['$wp$2y$10$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'unsupported'],
  ['5f4dcc3b5aa765d61d8327deb882cf99:salt', 'unsupported'],
  ['$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaA', 'unsupported'],
  ['5f4dcc3b5aa765d61d8327deb882cf99', 'unsupported'],
  ['x'.repeat(10_000), 'malformed'],
  ['hunter2', 'malformed'],
] as const)('%s is %s', (hash, fault) => {
  expect(readLegacyHash(hash)).toBe(fault);
  expect(matchesLegacy('password', hash)).toBe(false);
});

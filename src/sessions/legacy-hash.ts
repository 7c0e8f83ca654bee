/** Verifies a password against another system's hash, in constant time once the hash is computed. */
import { createHash, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import bcrypt from 'bcryptjs';
import { type LegacyHash, phpassLetters, readLegacyHash } from '../policy/legacy-hash.ts';

/** @param password as typed: other systems hash it without normalizing it */
export function matchesLegacy(password: string, text: string): boolean {
  const hash = readLegacyHash(text);
  return typeof hash === 'object' && matches(password, hash);
}

function matches(password: string, hash: LegacyHash): boolean {
  if (hash.kind === 'bcrypt') return bcrypt.compareSync(password, hash.text);
  if (hash.kind === 'pbkdf2') {
    const key = Buffer.from(hash.key, 'base64');
    const salt = Buffer.from(hash.salt, 'base64');
    const computed = pbkdf2Sync(password, salt, hash.rounds, key.length, hash.digest);
    return timingSafeEqual(computed, key);
  }
  const { encoded } = hash;
  const computed = phpass(password, hash).slice(0, encoded.length);
  return timingSafeEqual(Buffer.from(computed), Buffer.from(encoded));
}

type Phpass = Extract<LegacyHash, { kind: 'phpass' }>;

/** Source: Openwall's phpass 0.5, `crypt_private`; Drupal 7's `_password_crypt`. */
function phpass(password: string, { digest, rounds, salt, ofMd5 }: Phpass): string {
  const typed = ofMd5 ? createHash('md5').update(password).digest('hex') : password;
  const secret = Buffer.from(typed);
  let hash = createHash(digest).update(salt).update(secret).digest();
  for (let round = 0; round < rounds; round++)
    hash = createHash(digest).update(hash).update(secret).digest();
  return encoded(hash);
}

/** Three bytes become four letters, the lowest six bits first. */
function encoded(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const three = bytes.subarray(at, at + 3);
    const value = three.reduce((sum, byte, index) => sum + byte * 256 ** index, 0);
    for (let letter = 0; letter <= three.length; letter++)
      text += phpassLetters.charAt(Math.floor(value / 64 ** letter) % 64);
  }
  return text;
}

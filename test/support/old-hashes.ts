/** Makes password hashes as other systems do, independently of the code that verifies them. */
import { createHash, pbkdf2Sync, randomBytes } from 'node:crypto';
import bcrypt from 'bcryptjs';

const letters = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** phpass in the order of its PHP source: bytes are packed into letters one by one. */
function pack(bytes: Buffer): string {
  let [text, held, bits] = ['', 0, 0];
  for (const byte of bytes) {
    held |= byte << bits;
    bits += 8;
    for (; bits >= 6; bits -= 6, held >>= 6) text += letters[held & 63];
  }
  return bits > 0 ? text + letters[held & 63] : text;
}

function phpass(prefix: string, algorithm: string, password: string, length: number): string {
  const salt = randomBytes(4).toString('hex');
  let hash = createHash(algorithm).update(`${salt}${password}`).digest();
  for (let round = 0; round < 128; round++)
    hash = createHash(algorithm)
      .update(Buffer.concat([hash, Buffer.from(password)]))
      .digest();
  return `${prefix}5${salt}${pack(hash)}`.slice(0, length);
}

function pbkdf2(digest: string, password: string): string {
  const salt = randomBytes(16);
  const key = pbkdf2Sync(password, salt, 1_000, 64, digest).toString('base64');
  return `$pbkdf2-${digest}$i=1000$${salt.toString('base64')}$${key}`;
}

const blowfish = (letter: string) => (password: string) =>
  bcrypt.hashSync(password, 4).replace(/^\$2b/, `$2${letter}`);

const md5 = (password: string) => createHash('md5').update(password).digest('hex');

/** By their kind; each at a low cost. */
export const oldHashes = {
  '2a': blowfish('a'),
  '2b': blowfish('b'),
  '2y': blowfish('y'),
  S: (password: string) => phpass('$S$', 'sha512', password, 55),
  US: (password: string) => `U${phpass('$S$', 'sha512', md5(password), 55)}`,
  P: (password: string) => phpass('$P$', 'md5', password, 34),
  H: (password: string) => phpass('$H$', 'md5', password, 34),
  'pbkdf2-sha256': (password: string) => pbkdf2('sha256', password),
  'pbkdf2-sha512': (password: string) => pbkdf2('sha512', password),
} as const;

export type OldHash = keyof typeof oldHashes;
export const oldHashKinds = Object.keys(oldHashes) as OldHash[];

/** Reads the password hashes of other systems; one that would cost too much to verify is refused. */
import { limit } from './limits.ts';

/** A password hash as verification needs it; the bytes of PBKDF2 are in base64. */
export type LegacyHash =
  | { kind: 'bcrypt'; text: string }
  | {
      kind: 'phpass';
      digest: 'md5' | 'sha512';
      rounds: number;
      salt: string;
      encoded: string;
      /** Drupal 6 stored MD5 of the password, and Drupal 7 hashed that again. */
      ofMd5: boolean;
    }
  | { kind: 'pbkdf2'; digest: 'sha256' | 'sha512'; rounds: number; salt: string; key: string };

/** Why a person needs a new password. */
export const hashFaults = ['none', 'malformed', 'unsupported', 'too_costly'] as const;
export type HashFault = (typeof hashFaults)[number];

/** The alphabet of phpass, in the order of its values. */
export const phpassLetters = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Formats that are recognized in order to be named in the report. */
const unsupported =
  /^(?:\$(?:argon2\w*|scrypt|2x|[156]|g?y|7|wp|pbkdf2(?:-sha(?:1|224|384)\w*)?)\$|\$pbkdf2-sha(?:256|512)\$\d+\$|\{|[a-z]\w*\$|[0-9a-f]{32,128}(?::\w*)?$)/i;

/**
 * - bcrypt: `$2a$`, `$2b$`, `$2y$`. `$2x$` marks hashes of a faulty implementation.
 * - phpass: `$P$`, `$H$` (MD5) and Drupal's `$S$` (SHA-512, cut to 55 characters), each also after a `U`.
 * - PBKDF2, as Keycloak's values are written here: `$pbkdf2-sha256$i=27500$SALT$KEY`, in base64.
 * @returns the hash, or why the person needs a new password
 */
export function readLegacyHash(text: string): LegacyHash | HashFault {
  // An empty hash, Drupal's blocked accounts and the marks of locked accounts.
  if (/^[!*x]?$/.test(text)) return 'none';
  if (text.length > limit.legacyHashCharactersMax) return 'malformed';
  return readBcrypt(text) ?? readPhpass(text) ?? readPbkdf2(text) ?? fallback(text);
}

const fallback = (text: string): HashFault =>
  unsupported.test(text) ? 'unsupported' : 'malformed';

function readBcrypt(text: string): LegacyHash | HashFault | undefined {
  const [, cost] = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/.exec(text) ?? [];
  if (cost === undefined) return undefined;
  if (Number(cost) < 4) return 'malformed';
  return Number(cost) > limit.legacyBcryptCostMax ? 'too_costly' : { kind: 'bcrypt', text };
}

function readPhpass(text: string): LegacyHash | HashFault | undefined {
  const parts = /^(U?)\$([SPH])\$([./A-Za-z0-9])([./A-Za-z0-9]{8})([./A-Za-z0-9]+)$/.exec(text);
  if (!parts) return undefined;
  const [, u, type, cost = '', salt = '', encoded = ''] = parts;
  const digest = type === 'S' ? 'sha512' : 'md5';
  const log2 = phpassLetters.indexOf(cost);
  if (encoded.length !== (digest === 'md5' ? 22 : 43) || log2 < 7 || log2 > 30) return 'malformed';
  if (log2 > limit.legacyPhpassLog2Max) return 'too_costly';
  return { kind: 'phpass', digest, rounds: 2 ** log2, salt, encoded, ofMd5: u === 'U' };
}

const base64 = '([A-Za-z0-9+/]+={0,2})';
const pbkdf2 = new RegExp(`^\\$pbkdf2-(sha256|sha512)\\$i=(\\d{1,15})\\$${base64}\\$${base64}$`);

function readPbkdf2(text: string): LegacyHash | HashFault | undefined {
  const parts = pbkdf2.exec(text);
  if (!parts) return undefined;
  const [, name, count, salt = '', key = ''] = parts;
  const rounds = Number(count);
  if (rounds < 1 || bytesIn(salt) < 1 || bytesIn(key) < 16 || bytesIn(key) > 64) return 'malformed';
  if (rounds > limit.legacyPbkdf2RoundsMax) return 'too_costly';
  return { kind: 'pbkdf2', digest: name === 'sha256' ? 'sha256' : 'sha512', rounds, salt, key };
}

const bytesIn = (text: string): number => Math.floor((text.replaceAll('=', '').length * 3) / 4);

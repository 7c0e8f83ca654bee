/** Wraps keys and seals secrets (AES-256-GCM): stored data is useless without the master key. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;

export type MasterKey = { id: string; wrap(secret: Buffer): string; unwrap(text: string): Buffer };

/** @param base64 32 bytes or more @returns the key with a public id that identifies it */
export function masterKey(base64: string): MasterKey {
  const master = Buffer.from(base64, 'base64');
  const key = derive(master, 'wrap', 32);
  return {
    id: derive(master, 'id', 8).toString('hex'),
    wrap: (secret) => seal(key, secret),
    unwrap: (text) => unseal(key, text),
  };
}

/** AES-256-GCM. @param name what the secret belongs to; not stored, and required to open it */
export function seal(key: Buffer, secret: Buffer, name = ''): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

/** @throws Error if the key or name differs, or the text was altered */
export function unseal(key: Buffer, text: string, name = ''): Buffer {
  const bytes = Buffer.from(text, 'base64');
  const options = { authTagLength: tagBytes };
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), options);
  decipher.setAAD(Buffer.from(name)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
}

/** HKDF-SHA-256 (RFC 5869). @param purpose keeps derived keys apart @param bytes their length */
export function derive(secret: Buffer, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `accounts/${purpose}`, bytes));
}

/**
 * Preloaded into Azurite's process: an account's key is prepared once for checking signatures; plain
 * Azurite prepares it for each request, which takes longer than the signature.
 */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { createRequire } from 'node:module';

type Signing = { computeHMACSHA256(text: string, key: Buffer): string };

export function prepareKeysOnce(): void {
  const path = 'azurite/dist/src/common/utils/utils.js';
  const signing: Signing = createRequire(import.meta.url)(path);
  const prepared = new WeakMap<Buffer, KeyObject>();
  signing.computeHMACSHA256 = (text, given) => {
    const key = prepared.get(given) ?? createSecretKey(given);
    prepared.set(given, key);
    return createHmac('sha256', key).update(text, 'utf8').digest('base64');
  };
}

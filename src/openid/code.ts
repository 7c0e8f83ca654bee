/** Authorization codes: sealed, so that none can be guessed or names a person; stored as a hash. */
import { createHash, randomBytes } from 'node:crypto';
import { fromBase64url } from '../policy/base64url.ts';
import type { Keys } from '../store/keyring.ts';
import { uuid } from './authorization-request.ts';

const purpose = 'authorization code';
const randomBytesEach = 16;

export function newCode(keys: Pick<Keys, 'seal'>, userId: string): string {
  const name = `${userId}.${randomBytes(randomBytesEach).toString('base64url')}`;
  return Buffer.from(keys.seal(name, purpose), 'base64').toString('base64url');
}

/** @returns the person for whom we issued it; undefined if we did not */
export function ownerOfCode(keys: Pick<Keys, 'unseal'>, code: string): string | undefined {
  try {
    const sealed = fromBase64url(code)?.toString('base64') ?? '';
    const [userId = ''] = keys.unseal(sealed, purpose).split('.');
    return uuid.test(userId) ? userId : undefined;
  } catch {
    // Whatever the fault: truncated, altered, or not a code at all.
    return undefined;
  }
}

/** The id of its grant. */
export const codeHash = (code: string): string =>
  createHash('sha256').update(code).digest('base64url');

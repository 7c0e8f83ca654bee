/** Detached signatures (RFC 7515, appendix F) with the keys that the service publishes. */
import jwt from 'jsonwebtoken';
import type { Keys } from '../store/keyring.ts';
import { signingKeyAt } from '../store/signing-keys.ts';

/** Keeps these signatures apart from tokens, which have other types. */
export const detachedType = 'review+csv';

/** @returns `header..signature` over the text in UTF-8 */
export function signDetached(keys: Pick<Keys, 'signing'>, text: string, now: string): string {
  const key = signingKeyAt(keys.signing, now);
  const header = { alg: 'ES256', typ: detachedType } as const;
  const whole = jwt.sign(text, key.privateKey, { algorithm: 'ES256', keyid: key.kid, header });
  const [head, , signature] = whole.split('.');
  return `${head}..${signature}`;
}

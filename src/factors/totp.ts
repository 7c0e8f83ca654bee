/** Authenticator app codes (RFC 6238: SHA-1, six digits, 30 seconds), each accepted once. */
import { Secret, TOTP } from 'otpauth';
import { asciiDigits } from '../policy/clean-text.ts';
import { limit } from '../policy/limits.ts';
import { serviceNames } from '../policy/service-names.ts';
import type { PersonRow } from '../store/rows/account.ts';

/** @returns a new secret (base32) */
export const newTotpSecret = (): string => new Secret({ size: limit.totpSecretBytes }).base32;

/** @returns the `otpauth://totp/…` URI that an app reads from the QR code */
export function totpUri(secret: string, { email, language }: PersonRow): string {
  return totpOf(secret, serviceNames[language], email).toString();
}

/**
 * @param code as typed, with spaces or hyphens, in the digits of any script
 * @param after the newest time step whose code has been accepted
 * @returns the time step that the code belongs to, or undefined when it is wrong
 */
export function stepOfCode(
  secret: string,
  code: string,
  now: string,
  after: number | undefined,
): number | undefined {
  const timestamp = Date.parse(now);
  const token = asciiDigits(code).replaceAll(/[^\p{L}\p{N}]/gu, '');
  // The library compares bytes and accepts only digits.
  if (!/^\d{6}$/.test(token)) return undefined;
  const delta = totpOf(secret).validate({ token, timestamp, window: limit.totpDriftSteps });
  if (delta === null) return undefined;
  const step = TOTP.counter({ period: limit.totpStepSeconds, timestamp }) + delta;
  return after !== undefined && step <= after ? undefined : step;
}

function totpOf(secret: string, issuer = '', label = ''): TOTP {
  const period = limit.totpStepSeconds;
  return new TOTP({ issuer, label, period, secret: Secret.fromBase32(secret) });
}

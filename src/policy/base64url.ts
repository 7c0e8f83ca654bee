/** Each value has exactly one base64url spelling: unused bits are zero (RFC 4648, section 3.5). */

/** @returns the bytes, or undefined if encoding them again would give a different text */
export function fromBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

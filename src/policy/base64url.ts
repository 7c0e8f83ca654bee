/** Base64url has one spelling of each value here: RFC 4648, section 3.5, unused bits are zero. */

/** @returns the bytes, or undefined where encoding them again would not give the same text */
export function fromBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

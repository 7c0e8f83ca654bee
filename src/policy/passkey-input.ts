/** A browser's response about a passkey (WebAuthn level 3, section 5.1), bounded and reduced. */
import { z } from 'zod';
import { fromBase64url } from './base64url.ts';

const base64url = (charactersMax: number) =>
  z
    .string()
    .min(1)
    .max(charactersMax)
    .refine((text) => fromBase64url(text) !== undefined, 'must be base64url without padding');

/** The standard forbids longer ids (1,023 bytes). */
const credentialId = base64url(1_364);

const credential = {
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  clientExtensionResults: z.record(z.string().max(60), z.unknown()).optional(),
};

export const newPasskey = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(4_096),
    attestationObject: base64url(32_768),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});
export type NewPasskey = z.output<typeof newPasskey>;

export const passkeyAnswer = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(4_096),
    authenticatorData: base64url(4_096),
    signature: base64url(8_192),
    /** Some security keys send none. */
    userHandle: base64url(88).or(z.literal('')).nullish(),
  }),
});
export type PasskeyAnswer = z.output<typeof passkeyAnswer>;

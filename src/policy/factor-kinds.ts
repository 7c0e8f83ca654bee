/** What can be a second factor, and what a sign-in that waits for one says. */
export const factorKinds = ['totp', 'passkey'] as const;

/** What a sign-in can be completed with. */
export const factorMethods = [...factorKinds, 'recovery_code'] as const;
export type FactorMethod = (typeof factorMethods)[number];

/** What happened to a person's second factors, as the mail about it says. */
export const factorChanges = ['added', 'removed', 'codes_renewed', 'code_used'] as const;
export type FactorChange = (typeof factorChanges)[number];

/** For whom a second factor is required; for the others it is a choice. */
export const requiredFor = ['nobody', 'administrators', 'everyone'] as const;

/** Goes along with the refusal `second_factor_required`. */
export type SecondStep = {
  /** Proves that the password was right; sent back with the code or the passkey. */
  ticket: string;
  expiresInSeconds: number;
  methods: readonly FactorMethod[];
  /** `PublicKeyCredentialRequestOptionsJSON` (WebAuthn), where the person has a passkey. */
  passkey?: Record<string, unknown>;
};

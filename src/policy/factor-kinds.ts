/** The kinds of second factor, and the details of a sign-in that still needs one. */
export const factorKinds = ['totp', 'passkey'] as const;

/** The methods that can complete a sign-in. */
export const factorMethods = [...factorKinds, 'recovery_code'] as const;
export type FactorMethod = (typeof factorMethods)[number];

/** What happened to a person's second factors, as reported by e-mail. */
export const factorChanges = ['added', 'removed', 'codes_renewed', 'code_used'] as const;
export type FactorChange = (typeof factorChanges)[number];

/** Who must have a second factor; for everybody else it is optional. */
export const requiredFor = ['nobody', 'administrators', 'everyone'] as const;

/** Accompanies the refusal `second_factor_required`. */
export type SecondStep = {
  /** Proves that the password was right; sent back with the code or the passkey. */
  ticket: string;
  expiresInSeconds: number;
  methods: readonly FactorMethod[];
  /** `PublicKeyCredentialRequestOptionsJSON` (WebAuthn), if the person has a passkey. */
  passkey?: Record<string, unknown>;
};

/** Second factors and passkeys: the endpoints. */
import { z } from 'zod';
import * as input from '../policy/input.ts';
import { limit } from '../policy/limits.ts';
import { newPasskey, passkeyAnswer } from '../policy/passkey-input.ts';
import type { Endpoint } from './endpoint.ts';
import { delivery, factor, nothing, ownPassword, tokens, user } from './shapes.ts';

/** Opaque; carries a sign-in or a set-up from one request to the next. */
const ticket = z.string().min(1).max(2_048);

/** As `PublicKeyCredential.parse…OptionsFromJSON` takes it (WebAuthn level 3). */
const passkeyOptions = z.record(z.string(), z.unknown());

const factorName = input.name.max(limit.factorNameCharactersMax);

const recoveryCodes = z.array(z.string());

/** Recovery codes come along with the first one, and are shown this once. */
const addedFactor = z.strictObject({ factorId: input.id, recoveryCodes: recoveryCodes.optional() });

export const factorsEndpoints = {
  completeSignIn: {
    method: 'POST',
    path: 'api/sessions/second-step',
    permission: 'public',
    summary: 'Complete a sign-in with the code of an app, a recovery code or a passkey.',
    body: z
      .strictObject({
        ticket,
        code: input.code.optional(),
        recoveryCode: input.code.optional(),
        passkey: passkeyAnswer.optional(),
        ...delivery,
      })
      .refine(
        ({ code, recoveryCode, passkey }) =>
          [code, recoveryCode, passkey].filter((given) => given !== undefined).length === 1,
        'must have one of code, recoveryCode and passkey',
      ),
    output: tokens,
    status: 200,
    errors: ['ticket_invalid', 'wrong_code', 'wrong_passkey', 'too_many_attempts'],
  },
  beginPasskeySignIn: {
    method: 'POST',
    path: 'api/sessions/passkey/begin',
    permission: 'public',
    summary: 'Get what the browser asks a passkey for, to sign in without a password.',
    body: nothing,
    output: z.strictObject({ ticket: z.string(), passkey: passkeyOptions }),
    status: 200,
    errors: [],
  },
  signInWithPasskey: {
    method: 'POST',
    path: 'api/sessions/passkey',
    permission: 'public',
    summary: 'Sign in with a passkey instead of address and password.',
    body: z.strictObject({ ticket, passkey: passkeyAnswer, ...delivery }),
    output: tokens,
    status: 200,
    errors: ['ticket_invalid', 'sign_in_failed'],
  },
  listFactors: {
    method: 'GET',
    path: 'api/me/factors',
    permission: 'account.use',
    summary: 'List my second factors and how many recovery codes are left.',
    output: z.strictObject({ items: z.array(factor), recoveryCodesLeft: z.number() }),
    status: 200,
    errors: [],
    beforeNotice: true,
    beforeFactor: true,
  },
  beginTotp: {
    method: 'POST',
    path: 'api/me/factors/totp/begin',
    permission: 'account.use',
    summary: 'Get a secret for an authenticator app; nothing is changed yet.',
    body: ownPassword,
    output: z.strictObject({ ticket: z.string(), secret: z.string(), uri: z.string() }),
    status: 200,
    errors: ['wrong_password', 'too_many_attempts'],
    beforeNotice: true,
    beforeFactor: true,
  },
  addTotp: {
    method: 'POST',
    path: 'api/me/factors/totp',
    permission: 'account.use',
    summary: 'Add the authenticator app by its present code; ends my other sessions.',
    body: z.strictObject({ ticket, code: input.code, name: factorName }),
    output: addedFactor,
    status: 201,
    errors: ['ticket_invalid', 'wrong_code', 'too_many_factors'],
    beforeNotice: true,
    beforeFactor: true,
  },
  beginPasskey: {
    method: 'POST',
    path: 'api/me/factors/passkey/begin',
    permission: 'account.use',
    summary: 'Get what the browser makes a passkey from; nothing is changed yet.',
    body: ownPassword,
    output: z.strictObject({ ticket: z.string(), passkey: passkeyOptions }),
    status: 200,
    errors: ['wrong_password', 'too_many_attempts'],
    beforeNotice: true,
    beforeFactor: true,
  },
  addPasskey: {
    method: 'POST',
    path: 'api/me/factors/passkey',
    permission: 'account.use',
    summary: 'Add the passkey that the browser has made; ends my other sessions.',
    body: z.strictObject({ ticket, passkey: newPasskey, name: factorName }),
    output: addedFactor,
    status: 201,
    errors: ['ticket_invalid', 'wrong_passkey', 'too_many_factors'],
    beforeNotice: true,
    beforeFactor: true,
  },
  removeFactor: {
    method: 'POST',
    path: 'api/me/factors/{factorId}/remove',
    permission: 'account.use',
    summary: 'Remove one of my second factors; ends my other sessions.',
    body: ownPassword,
    status: 204,
    errors: ['wrong_password', 'too_many_attempts', 'not_found'],
  },
  renewRecoveryCodes: {
    method: 'POST',
    path: 'api/me/recovery-codes',
    permission: 'account.use',
    summary: 'Get new recovery codes; the former ones stop working.',
    body: ownPassword,
    output: z.strictObject({ recoveryCodes }),
    status: 200,
    errors: ['wrong_password', 'too_many_attempts', 'no_second_factor'],
  },
  resetFactors: {
    method: 'POST',
    path: 'api/users/{userId}/second-factor/reset',
    permission: 'people.reset_factor',
    summary: "Take a person's lost second factors away, with my password; a mail tells the person.",
    body: ownPassword,
    output: user,
    status: 200,
    errors: [
      'wrong_password',
      'too_many_attempts',
      'own_account',
      'role_above_own',
      'no_second_factor',
    ],
    target: 'user',
    ifMatch: true,
  },
} as const satisfies Record<string, Endpoint>;

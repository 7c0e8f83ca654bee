/**
 * Passkeys (WebAuthn): created and requested for this service's origin only, always with user
 * verification by the device, so that a passkey equals a password plus a second factor.
 */

import type { Deps } from '../deps.ts';
import { fromBase64url } from '../policy/base64url.ts';
import { fullName } from '../policy/full-name.ts';
import { id } from '../policy/input.ts';
import type { NewPasskey, PasskeyAnswer } from '../policy/passkey-input.ts';
import { serviceNames } from '../policy/service-names.ts';
import type { Account, Factor } from '../store/accounts.ts';
import type { PersonRow } from '../store/rows/account.ts';
import { challengeOf, ticketSeconds } from './ticket.ts';

type Origin = Pick<Deps, 'settings'>;

/** EdDSA, ES256 and RS256 (RFC 9053, RFC 8812): what current devices and browsers support. */
const supportedAlgorithmIDs = [-8, -7, -257];

/** Loaded on first use: few requests involve passkeys. */
const library = () => import('@simplewebauthn/server');

/** @returns `PublicKeyCredentialCreationOptionsJSON` for the browser */
export async function creationOptions(
  deps: Origin,
  account: Account & { person: PersonRow },
  ticket: string,
) {
  const { generateRegistrationOptions } = await library();
  const { email, language } = account.person;
  return generateRegistrationOptions({
    rpName: serviceNames[language],
    rpID: hostOf(deps),
    userID: new Uint8Array(Buffer.from(account.userId)),
    userName: email,
    userDisplayName: fullName(account.person),
    challenge: challengeOf(ticket),
    timeout: ticketSeconds('passkey_set_up') * 1_000,
    supportedAlgorithmIDs,
    excludeCredentials: known(account.factors),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  });
}

/** @returns the fields of the factor, or undefined when the response is invalid */
export async function readNewPasskey(deps: Origin, answer: NewPasskey, ticket: string) {
  const { verifyRegistrationResponse } = await library();
  const { id, rawId, type, response } = answer;
  const { clientDataJSON, attestationObject } = response;
  const { registrationInfo } = await orNothing(() =>
    verifyRegistrationResponse({
      response: {
        id,
        rawId,
        type,
        response: { clientDataJSON, attestationObject },
        clientExtensionResults: {},
      },
      supportedAlgorithmIDs,
      ...expected(deps, ticket),
    }),
  );
  if (!registrationInfo) return undefined;
  const { publicKey, counter } = registrationInfo.credential;
  return {
    credentialId: registrationInfo.credential.id,
    publicKey: Buffer.from(publicKey).toString('base64url'),
    counter,
    transports: response.transports ?? [],
  };
}

/** @param factors whose passkeys are accepted; none: any that the browser has for this service */
export async function requestOptions(
  deps: Origin,
  factors: readonly Factor[],
  ticket: string,
): Promise<Record<string, unknown>> {
  const { generateAuthenticationOptions } = await library();
  return {
    ...(await generateAuthenticationOptions({
      rpID: hostOf(deps),
      challenge: challengeOf(ticket),
      timeout: ticketSeconds('second_step') * 1_000,
      allowCredentials: known(factors),
      userVerification: 'required',
    })),
  };
}

/** @returns the passkey's new counter, or undefined when the response is invalid */
export async function counterOfAnswer(
  deps: Origin,
  factor: Factor | undefined,
  answer: PasskeyAnswer,
  ticket: string,
): Promise<number | undefined> {
  if (!factor?.credentialId || !factor.publicKey) return undefined;
  const { verifyAuthenticationResponse } = await library();
  const { id, rawId, type, response } = answer;
  const { clientDataJSON, authenticatorData, signature } = response;
  const publicKey = new Uint8Array(Buffer.from(factor.publicKey, 'base64url'));
  const { verified, authenticationInfo } = await orNothing(() =>
    verifyAuthenticationResponse({
      response: {
        id,
        rawId,
        type,
        response: { clientDataJSON, authenticatorData, signature },
        clientExtensionResults: {},
      },
      credential: { id: factor.credentialId ?? '', publicKey, counter: factor.counter ?? 0 },
      ...expected(deps, ticket),
    }),
  );
  return verified ? authenticationInfo?.newCounter : undefined;
}

/** @returns the user id stored in the passkey, if any; not verified yet */
export function userOfAnswer({ response }: PasskeyAnswer): string | undefined {
  return id.safeParse(fromBase64url(response.userHandle ?? '')?.toString()).data;
}

const hostOf = ({ settings }: Origin): string => new URL(settings.PUBLIC_URL).hostname;

function expected({ settings }: Origin, ticket: string) {
  return {
    expectedChallenge: Buffer.from(challengeOf(ticket)).toString('base64url'),
    expectedOrigin: new URL(settings.PUBLIC_URL).origin,
    expectedRPID: hostOf({ settings }),
    requireUserVerification: true,
  };
}

function known(factors: readonly Factor[]) {
  return factors.flatMap(({ credentialId, transports }) =>
    credentialId ? [{ id: credentialId, ...(transports && { transports }) }] : [],
  );
}

/** The library throws for every kind of invalid response; here they are all one outcome. */
async function orNothing<T>(verify: () => Promise<T>): Promise<Partial<T>> {
  try {
    return await verify();
  } catch (error) {
    if (error instanceof Error) return {};
    throw error;
  }
}

/** The browser's passkeys; what goes in and out is the service's JSON. Loaded when first used. */
import type { SentBody } from '../api.ts';

/** WebAuthn works on pages with a host name over TLS, and on localhost. */
export const hasPasskeys = (): boolean => 'PublicKeyCredential' in window;

const library = () => import('@simplewebauthn/browser');
type Library = Awaited<ReturnType<typeof library>>;
type Creation = Parameters<Library['startRegistration']>[0]['optionsJSON'];
type Request = Parameters<Library['startAuthentication']>[0]['optionsJSON'];

type Options = Record<string, unknown>;
type Credential<R> = { id: string; rawId: string; type: 'public-key'; response: R };

/** @returns the new passkey, or undefined when the person or the device did not go on */
export async function createPasskey(
  options: Options,
): Promise<SentBody<'addPasskey'>['passkey'] | undefined> {
  const { startRegistration } = await library();
  // The service's table keeps what WebAuthn defines as an open record.
  const optionsJSON = options as unknown as Creation;
  return unlessStopped(() => startRegistration({ optionsJSON }));
}

/** @returns the passkey's answer, or undefined when the person or the device did not go on */
export async function askPasskey(
  options: Options,
): Promise<SentBody<'signInWithPasskey'>['passkey'] | undefined> {
  const { startAuthentication } = await library();
  const optionsJSON = options as unknown as Request;
  return unlessStopped(() => startAuthentication({ optionsJSON }));
}

/** Cancelled, timed out, already on the device: browsers don't say which, and need not. */
async function unlessStopped<R>(work: () => Promise<Credential<R>>) {
  try {
    const { id, rawId, type, response } = await work();
    return { id, rawId, type, response };
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

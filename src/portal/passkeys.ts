/** Wraps the browser's passkey API in the service's JSON; the library loads on first use. */
import type { SentBody } from '../api.ts';

/** WebAuthn requires TLS and a host name, or localhost. */
export const hasPasskeys = (): boolean => 'PublicKeyCredential' in window;

const library = () => import('@simplewebauthn/browser');
type Library = Awaited<ReturnType<typeof library>>;
type Creation = Parameters<Library['startRegistration']>[0]['optionsJSON'];
type Request = Parameters<Library['startAuthentication']>[0]['optionsJSON'];

type Options = Record<string, unknown>;
type Credential<R> = { id: string; rawId: string; type: 'public-key'; response: R };

/** @returns the new passkey, or undefined if the person or device cancelled */
export async function createPasskey(
  options: Options,
): Promise<SentBody<'addPasskey'>['passkey'] | undefined> {
  const { startRegistration } = await library();
  // The endpoint table declares WebAuthn's options as an open record.
  const optionsJSON = options as unknown as Creation;
  return unlessStopped(() => startRegistration({ optionsJSON }));
}

/** @returns the passkey's assertion, or undefined if the person or device cancelled */
export async function askPasskey(
  options: Options,
): Promise<SentBody<'signInWithPasskey'>['passkey'] | undefined> {
  const { startAuthentication } = await library();
  const optionsJSON = options as unknown as Request;
  return unlessStopped(() => startAuthentication({ optionsJSON }));
}

/** Browsers do not reveal whether the person cancelled, time ran out or the passkey exists. */
async function unlessStopped<R>(work: () => Promise<Credential<R>>) {
  try {
    const { id, rawId, type, response } = await work();
    return { id, rawId, type, response };
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

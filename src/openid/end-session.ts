/** Sign-out requested by a connected system (OpenID Connect RP-Initiated Logout 1.0). */
import type { Deps } from '../deps.ts';
import type { Language } from '../policy/languages.ts';
import { Refusal } from '../policy/problems.ts';
import { endSession } from '../sessions/end-sessions.ts';
import { loadAccount } from '../store/accounts.ts';
import type { System } from '../store/systems.ts';
import { activeSystem } from './authorization-request.ts';
import { languageAsked, type Parameters, readParameters, withParameters } from './parameters.ts';
import { type Hint, readHint } from './tokens.ts';

type Answer = {
  /** False: the page must ask the person first, since anybody can send a browser there. */
  done: boolean;
  /** The session that has ended now. */
  ended: string | undefined;
  system: { fi: string; sv: string; en: string } | undefined;
  redirectTo: string | undefined;
  language: Language | undefined;
};

/**
 * An ID token of ours proves that the request comes from a system that the session entered, so the
 * session ends at once. Without one, only a signed-out person is sent back without a question.
 * @throws Refusal unknown_system, redirect_uri_unknown, invalid_input
 */
export async function endSessionOnRequest(deps: Deps, text: string, now: string): Promise<Answer> {
  const given = readParameters(text);
  if (given.repeated.length > 0)
    throw new Refusal('invalid_input', {
      faults: [{ field: 'body.request', message: 'must name each parameter once' }],
    });
  const token = given.get('id_token_hint');
  const hint = token ? readHint(deps.settings, await deps.keyring.load(now), token) : undefined;
  const system = await systemOf(deps, given, hint);
  const uri = given.get('post_logout_redirect_uri');
  if (uri !== undefined && system && !system.row.postLogoutRedirectUris.includes(uri))
    throw new Refusal('redirect_uri_unknown');
  const ended = hint && (await end(deps, hint, now));
  return {
    done: hint !== undefined,
    ended,
    system: system?.row.name,
    // An address alone says nothing about who sent the person.
    redirectTo: system && uri && withParameters(uri, { state: given.get('state') }),
    language: languageAsked(given),
  };
}

/** @throws Refusal unknown_system */
async function systemOf(
  deps: Deps,
  given: Parameters,
  hint: Hint | undefined,
): Promise<System | undefined> {
  const id = given.get('client_id');
  if (id !== undefined && hint !== undefined && id !== hint.aud)
    throw new Refusal('unknown_system');
  const systemId = id ?? hint?.aud;
  return systemId === undefined ? undefined : activeSystem(deps, systemId);
}

/** The session that the system knows by this id, which signing in again may have replaced. */
async function end(deps: Deps, { sub, sid, aud }: Hint, now: string): Promise<string | undefined> {
  const account = await loadAccount(deps.store, sub);
  const session = account?.sessions.find(
    ({ id, systems = [] }) =>
      id === sid || systems.some((entry) => entry.sid === sid && entry.systemId === aud),
  );
  if (!account || !session) return undefined;
  await endSession(deps, account, { sessionId: session.id, kind: 'signed_out' }, now);
  return session.id;
}

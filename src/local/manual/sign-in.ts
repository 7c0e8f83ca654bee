/** Sends the browser to the service, and takes the person over from its response. */
import * as openid from 'openid-client';
import type { LocalAnswer } from '../loopback-server.ts';
import type { LocalRequest } from '../read-request.ts';
import { refused } from './pages.ts';
import { type Manual, nameIn, person, start } from './sessions.ts';

export const callback = '/callback';

const redirect = (to: string, more = {}) => ({ status: 303, headers: { location: to, ...more } });

export async function signIn(manual: Manual): Promise<LocalAnswer> {
  const pkceCodeVerifier = openid.randomPKCECodeVerifier();
  const [state, nonce] = [openid.randomState(), openid.randomNonce()];
  const to = openid.buildAuthorizationUrl(manual.config, {
    ...{ redirect_uri: manual.home + callback, scope: 'openid profile organization' },
    ...{ state, nonce, code_challenge_method: 'S256' },
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
  });
  const begun = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier };
  return redirect(to.href, start(manual, { begun }));
}

export async function finishSignIn(manual: Manual, request: LocalRequest): Promise<LocalAnswer> {
  const { config, sessions, home } = manual;
  const begun = sessions.get(nameIn(request))?.begun;
  if (!begun) return redirect('/');
  sessions.delete(nameIn(request));
  try {
    const answer = new URL(callback + request.url.search, home);
    const tokens = await openid.authorizationCodeGrant(config, answer, begun);
    const { sub = '', sid } = tokens.claims() ?? { sid: undefined };
    const claims = person.parse(await openid.fetchUserInfo(config, tokens.access_token, sub));
    const entered = { person: claims, sid, idToken: tokens.id_token ?? '' };
    return redirect('/', start(manual, { entered }));
  } catch (error) {
    if (!(error instanceof openid.AuthorizationResponseError)) throw error;
    return refused(error.error_description ?? error.error);
  }
}

/** Signs out here and at the service (RP-Initiated Logout 1.0). */
export function signOut({ config, sessions, home }: Manual, request: LocalRequest): LocalAnswer {
  const idToken = sessions.get(nameIn(request))?.entered?.idToken;
  sessions.delete(nameIn(request));
  const back = { post_logout_redirect_uri: `${home}/` };
  const hint = idToken && { id_token_hint: idToken };
  return redirect(openid.buildEndSessionUrl(config, { ...hint, ...back }).href);
}

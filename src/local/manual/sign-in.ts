/** Takes people over from the service, in sessions of which the browser holds only a random name. */
import { randomUUID } from 'node:crypto';
import * as openid from 'openid-client';
import { z } from 'zod';
import { roles } from '../../policy/roles.ts';
import type { LocalAnswer } from '../loopback-server.ts';
import type { LocalRequest } from '../read-request.ts';
import { refused } from './pages.ts';

/** What userinfo says; the ID token names nobody. */
export const person = z.object({
  ...{ name: z.string(), org: z.string(), org_name: z.string(), role: z.enum(roles) },
  last: z.string().optional(), // What the service has told since.
});
export type Person = z.output<typeof person>;

/** `begun` binds the service's response to the browser that asked (RFC 9700, 2.1). */
type Session = {
  begun?: { expectedState: string; expectedNonce: string; pkceCodeVerifier: string };
  entered?: { person: Person; sid: unknown; idToken: string };
};

type Known = { sessions: Map<string, Session>; people: Map<string, Person> };
export type Manual = Known & { config: openid.Configuration; home: string };

export const nameIn = ({ headers }: LocalRequest): string =>
  /(?:^|; )manual=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? '';

/** Names each session anew, so that nobody can prepare one for somebody else. */
function start({ sessions }: Manual, session: Session): { 'set-cookie': string } {
  const name = randomUUID();
  sessions.set(name, session);
  // Over https, add Secure. Strict would lose it on the way back from the service.
  return { 'set-cookie': `manual=${name}; Path=/; HttpOnly; SameSite=Lax` };
}

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
  const { config, sessions, people, home } = manual;
  const begun = sessions.get(nameIn(request))?.begun;
  if (!begun) return redirect('/');
  sessions.delete(nameIn(request));
  try {
    const answer = new URL(callback + request.url.search, home);
    const tokens = await openid.authorizationCodeGrant(config, answer, begun);
    const { sub = '', sid } = tokens.claims() ?? { sid: undefined };
    const claims = person.parse(await openid.fetchUserInfo(config, tokens.access_token, sub));
    people.set(sub, claims);
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

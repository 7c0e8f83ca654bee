/** A small manual that signs people in through the service: an example to copy. */
import * as openid from 'openid-client';
import { type LocalAnswer, serveLoopback } from '../loopback-server.ts';
import type { LocalRequest } from '../read-request.ts';
import { endSession } from './back-channel.ts';
import { personPage, welcome } from './pages.ts';
import { type Manual, nameIn } from './sessions.ts';
import { callback, finishSignIn, signIn, signOut } from './sign-in.ts';

const backchannel = '/back-channel-logout';

type Given = { issuer: string; home: string; systemId: string; secret: string };

/** @returns what to register at the service */
export const addressesBelow = (home: string) => ({
  redirectUris: [home + callback],
  postLogoutRedirectUris: [`${home}/`],
  backchannelLogoutUri: home + backchannel,
});

export async function startManual({ issuer, home, systemId, secret }: Given) {
  const proof = openid.ClientSecretBasic(secret);
  const config = await openid.discovery(new URL(issuer), systemId, undefined, proof, {
    execute: [openid.allowInsecureRequests], // Elsewhere, the service has https.
  });
  const manual = { config, home, sessions: new Map() };
  return serveLoopback(
    Number(new URL(home).port),
    (request) => answer(manual, request),
    (error) => process.stderr.write(`The manual failed: ${error}\n`),
  );
}

async function answer(manual: Manual, request: LocalRequest): Promise<LocalAnswer> {
  const person = manual.sessions.get(nameIn(request))?.entered?.person;
  switch (`${request.method} ${request.path}`) {
    case 'GET /':
      return person ? personPage(person) : welcome;
    case 'GET /session':
      return { status: person ? 204 : 401 };
    case 'GET /sign-in':
      return signIn(manual);
    case `GET ${callback}`:
      return finishSignIn(manual, request);
    case 'POST /sign-out':
      return signOut(manual, request);
    case `POST ${backchannel}`:
      return endSession(manual, request);
    default:
      return { status: 404 };
  }
}

/** A small manual that signs people in through the service: an example to copy. */
import * as openid from 'openid-client';
import { type LocalAnswer, serveLoopback } from '../loopback-server.ts';
import type { LocalRequest } from '../read-request.ts';
import { pageFor } from './pages.ts';
import { callback, finishSignIn, type Manual, nameIn, signIn, signOut } from './sign-in.ts';
import { endSession, follow } from './told.ts';

type Given = { issuer: string; home: string; systemId: string; secret: string };

/** @returns what to register at the service */
export const addressesBelow = (home: string) => ({
  redirectUris: [home + callback],
  postLogoutRedirectUris: [`${home}/`],
  backchannelLogoutUri: `${home}/session-ended`,
});

export async function startManual({ issuer, home, systemId, secret }: Given) {
  const proof = openid.ClientSecretBasic(secret);
  const config = await openid.discovery(new URL(issuer), systemId, undefined, proof, {
    execute: [openid.allowInsecureRequests], // Elsewhere, the service has https.
  });
  const manual = { config, home, sessions: new Map(), people: new Map() };
  return serveLoopback(
    Number(new URL(home).port),
    async (request) =>
      routes[`${request.method} ${request.path}`]?.(manual, request) ?? { status: 404 },
    (error) => process.stderr.write(`The manual failed: ${error}\n`),
  );
}

type Route = (manual: Manual, request: LocalRequest) => Promise<LocalAnswer> | LocalAnswer;
const routes: Record<string, Route> = {
  'GET /': ({ sessions, people }, request) =>
    pageFor(sessions.get(nameIn(request))?.entered?.person, people),
  'GET /sign-in': signIn,
  [`GET ${callback}`]: finishSignIn,
  'POST /sign-out': signOut,
  'POST /session-ended': endSession,
  'POST /signals': follow,
};

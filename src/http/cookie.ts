/** The only cookie: the refresh token, hidden from scripts and never sent from other sites. */

import { limit } from '../policy/limits.ts';
import { daySeconds } from '../policy/time.ts';
import type { SentRequest } from './context.ts';

/** `__Host-` makes browsers insist on Secure, Path=/ and no Domain (RFC 6265bis). */
const cookieName = '__Host-refresh';

export function readCookie(request: SentRequest): string | undefined {
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1);
}

/** @param token null removes the cookie */
export function cookieHeader(token: string | null): string {
  const seconds = token === null ? 0 : limit.sessionLifetimeDays * daySeconds;
  const attributes = `Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=Strict`;
  return `${cookieName}=${token ?? ''}; ${attributes}`;
}

/** Requests to the e-mail API must be signed with the mailbox's key or carry a bearer token. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { LocalRequest } from './read-request.ts';

/** Public: it opens only the local mailbox. */
const accessKey = Buffer.from('local mailbox').toString('base64');

/** @returns the connection string for `EmailClient` */
export const mailConnectionString = (url: string): string =>
  `endpoint=${url}/;accesskey=${accessKey}`;

/** Audience of tokens for Communication Services. */
const audience = 'https://communication.azure.com';

/** Accepts the service's HMAC, or a token for its audience, whose signature is not checked. */
export function isSigned(request: LocalRequest): boolean {
  const { authorization = '', host = '' } = request.headers;
  const token = /^Bearer (\S+)$/.exec(authorization)?.[1];
  if (token !== undefined) return isForMail(token);
  const signature = /^HMAC-SHA256 SignedHeaders=[^&]+&Signature=(.+)$/.exec(authorization)?.[1];
  const contentHash = createHash('sha256').update(request.body).digest('base64');
  if (signature === undefined || request.headers['x-ms-content-sha256'] !== contentHash)
    return false;
  const date = request.headers['x-ms-date'];
  const { pathname, search } = request.url;
  const expected = createHmac('sha256', Buffer.from(accessKey, 'base64'))
    .update(`${request.method}\n${pathname}${search}\n${date};${host};${contentHash}`)
    .digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function isForMail(token: string): boolean {
  const claims = z.looseObject({ aud: z.string() }).safeParse(jwt.decode(token));
  return claims.success && claims.data.aud.replace(/\/$/, '') === audience;
}

/** A request to the mail API is signed with the mailbox's key, or carries a bearer token. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { LocalRequest } from './loopback-server.ts';

/** Known to everybody on this machine; it opens nothing but the local mailbox. */
const accessKey = Buffer.from('local mailbox').toString('base64');

/** What `EmailClient` is made with. */
export const mailConnectionString = (url: string): string =>
  `endpoint=${url}/;accesskey=${accessKey}`;

/** HMAC as the service asks for it; tokens are taken as they are, their issuer is not here. */
export function isSigned(request: LocalRequest): boolean {
  const { authorization = '', host = '' } = request.headers;
  if (/^Bearer \S+$/.test(authorization)) return true;
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

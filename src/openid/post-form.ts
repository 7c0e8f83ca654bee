/**
 * Sends a form to a registered address: no redirects, no private networks, a short timeout, and
 * nothing of the response but its status.
 */
import { lookup } from 'node:dns';
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isLoopback, isPrivateAddress } from '../policy/system-uri.ts';

/** @returns undefined on success, otherwise a short reason without any address */
export function postForm(
  uri: string,
  fields: Record<string, string>,
  milliseconds: number,
): Promise<string | undefined> {
  const url = new URL(uri);
  const body = new URLSearchParams(fields).toString();
  const send = url.protocol === 'http:' ? overHttp : overHttps;
  return new Promise((resolve) => {
    const sent = send(url, {
      method: 'POST',
      agent: false,
      signal: AbortSignal.timeout(milliseconds),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
      },
      ...(!isLoopback(url.hostname) && { lookup: publicOnly }),
    });
    sent.on('response', ({ statusCode = 0 }) => {
      sent.destroy();
      resolve(statusCode === 200 || statusCode === 204 ? undefined : `status ${statusCode}`);
    });
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name));
    sent.end(body);
  });
}

/** A name may resolve to another address tomorrow, so it is checked at each connection. */
const publicOnly: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    const isPrivate = addresses?.some(({ address }) => isPrivateAddress(address)) ?? false;
    if (error || !first) return done(error ?? new Error('no address'), '', 4);
    if (isPrivate) return done(Object.assign(new Error(), { code: 'PRIVATE_ADDRESS' }), '', 4);
    return options.all ? done(null, addresses) : done(null, first.address, first.family);
  });
};

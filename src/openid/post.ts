/**
 * Sends to a registered address: no redirects, no private networks, a short time, little to read. The
 * one way out to connected systems.
 */
import { lookup } from 'node:dns';
import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { limit } from '../policy/limits.ts';
import { isLoopback, isPrivateAddress } from '../policy/system-uri.ts';
import type { Settings } from '../settings.ts';

type Sending = {
  uri: string;
  headers: Record<string, string>;
  body: string;
  /** Whether this machine may be called, which only development needs. */
  local: boolean;
  /** From the name's resolution to the end of the response. */
  seconds: number;
};

/** `fault`: a short reason without any address. */
export type Sent = { status: number; body: string } | { fault: string };

/** In Azure, storage has no connection string. */
export const isLocal = (settings: Pick<Settings, 'AzureWebJobsStorage'>): boolean =>
  settings.AzureWebJobsStorage !== undefined;

/** Never throws. */
export function post({ uri, headers, body, local, seconds }: Sending): Promise<Sent> {
  const url = new URL(uri);
  const send = url.protocol === 'http:' ? overHttp : overHttps;
  const own = local && isLoopback(url.hostname);
  const address = url.hostname.replace(/^\[|\]$/g, '');
  // Without a name there is no lookup.
  if (!own && isIP(address) && isPrivateAddress(address))
    return Promise.resolve({ fault: privateAddress });
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) =>
      resolve({ fault: error.name === 'AbortError' ? timedOut : (error.code ?? error.name) });
    const sent = send(url, {
      method: 'POST',
      agent: false,
      signal: AbortSignal.timeout(seconds * 1_000),
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      ...(!own && { lookup: publicOnly }),
    });
    sent.on('response', (response) => {
      const { statusCode: status = 0 } = response;
      // Only a refusal says more than its status.
      if (status === 400) return read(response).then(resolve, failed);
      sent.destroy();
      resolve({ status, body: '' });
    });
    // A switch to another protocol has no response to wait for.
    sent.on('upgrade', ({ statusCode: status = 0 }, socket) => {
      socket.destroy();
      resolve({ status, body: '' });
    });
    sent.on('error', failed);
    sent.end(body);
  });
}

async function read(response: IncomingMessage): Promise<Sent> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    bytes += chunk.length;
    // Leaving the loop ends the connection.
    if (bytes > limit.systemAnswerBytesMax) return { fault: tooLarge };
  }
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') };
}

const privateAddress = 'private_address';
const tooLarge = 'response_too_large';
export const timedOut = 'timeout';

/** A name may resolve to another address tomorrow, so it is checked at each connection. */
const publicOnly: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    const isPrivate = addresses?.some(({ address }) => isPrivateAddress(address)) ?? false;
    if (error || !first) return done(error ?? new Error('no address'), '', 4);
    if (isPrivate) return done(Object.assign(new Error(), { code: privateAddress }), '', 4);
    return options.all ? done(null, addresses) : done(null, first.address, first.family);
  });
};

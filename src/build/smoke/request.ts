/** Sends one request and returns the raw response: no redirects followed, nothing decompressed. */
import { Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps, Agent as SecureAgent } from 'node:https';
import { isThisMachine } from '../../store/direct.ts';

const requestMilliseconds = 30_000;
const bodyBytesMax = 8_000_000;

export type Ask = {
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
};

export type Answer = {
  status: number;
  /** One value for each name. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  text: string;
};

export type Send = (path: string, ask?: Ask) => Promise<Answer>;

/**
 * @param signal aborts all requests when the whole run is out of time
 * @returns a function that sends to the service and throws if no response arrives
 */
export function sender(origin: URL, signal: AbortSignal): Send {
  return (path, ask = {}) => sendTo(new URL(path, origin), ask, signal);
}

/**
 * Unlike Node's default agents, these bypass the environment's proxy (`NODE_USE_ENV_PROXY`).
 * Source: https://nodejs.org/api/http.html#built-in-proxy-support
 */
const plain = new Agent({ keepAlive: true });
const secure = new SecureAgent({ keepAlive: true });

/** Certificates are always verified: `NODE_TLS_REJECT_UNAUTHORIZED` has no effect here. */
function connection({ protocol, hostname }: URL) {
  const trusted = { rejectUnauthorized: true };
  if (!isThisMachine(hostname)) return trusted;
  return { ...trusted, agent: protocol === 'https:' ? secure : plain };
}

/** @throws Error if no complete response arrives in time */
export function sendTo(url: URL, ask: Ask, signal: AbortSignal): Promise<Answer> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const length = ask.body === undefined ? {} : { 'content-length': Buffer.byteLength(ask.body) };
  const own = AbortSignal.any([signal, AbortSignal.timeout(requestMilliseconds)]);
  const options = {
    ...connection(url),
    method: ask.method ?? 'GET',
    headers: { 'user-agent': 'smoke', ...ask.headers, ...length },
    signal: own,
  };
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => reject(own.aborted ? new Error('no answer in time') : error);
    const sent = request(url, options, (response) => {
      collect(response).then(resolve, failed);
    });
    sent.on('error', failed);
    sent.end(ask.body);
  });
}

async function collect(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.length;
    if (bytes > bodyBytesMax) throw new Error(`more than ${bodyBytesMax} bytes`);
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
  );
  return { status: response.statusCode ?? 0, headers, body, text: body.toString('utf8') };
}

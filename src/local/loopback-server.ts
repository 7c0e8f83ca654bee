/** A small HTTP server on this machine only, from whole request to whole answer. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Socket } from 'node:net';
import { codeOf, StartError } from './start-error.ts';

/** As Azure Functions: larger request bodies get 413. */
const bodyBytesMax = 104_857_600;

/** Longer than any client on this machine keeps a connection that it does not use. */
const keepAliveMs = 600_000;

export type LocalRequest = {
  method: string;
  /** The address as the caller wrote it, with its host. */
  url: URL;
  headers: IncomingMessage['headers'];
  body: Buffer;
};

export type LocalAnswer = {
  status: number;
  headers?: Record<string, string | string[]>;
  body?: string | Uint8Array;
};

/** `hang` leaves the caller without an answer. */
export type Handle = (request: LocalRequest) => Promise<LocalAnswer | 'hang'>;

/** PEM texts. */
export type Certificate = { cert: string; key: string };

export type LoopbackServer = {
  url: string;
  /** Takes no new requests; those under way have `graceMilliseconds` to end. */
  stop(graceMilliseconds?: number): Promise<void>;
};

export const json = (status: number, value: unknown, headers = {}): LocalAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

/**
 * @param port 0 for a free one
 * @param secure PEM texts; with them it speaks HTTPS
 * @throws StartError when the port is taken
 */
export async function serveLoopback(
  port: number,
  handle: Handle,
  failed: (error: unknown) => void,
  secure?: Certificate,
): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  let stopping = false;
  const scheme = secure ? 'https' : 'http';
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response, scheme, async (whole) => {
      const answered = await handle(whole);
      if (stopping) response.setHeader('connection', 'close');
      return answered;
    }).catch((error: unknown) => {
      failed(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
  const server = secure ? createSecureServer(secure, listener) : createServer(listener);
  // A client may send on a connection just as it is closed for being idle: so it stays open.
  server.keepAliveTimeout = keepAliveMs;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done, fail) => {
    server.once('error', (error) => fail(listenError(error, port)));
    server.listen(port, '127.0.0.1', done);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `${scheme}://127.0.0.1:${bound}`,
    stop: (graceMilliseconds = 0) =>
      new Promise((done) => {
        stopping = true;
        const hard = setTimeout(() => {
          for (const socket of sockets) socket.destroy();
        }, graceMilliseconds);
        server.close(() => {
          clearTimeout(hard);
          done();
        });
        server.closeIdleConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  scheme: string,
  handle: Handle,
) {
  const body = await readBody(request);
  const host = request.headers.host ?? '127.0.0.1';
  const address = request.url?.startsWith('/') ? `${scheme}://${host}${request.url}` : request.url;
  if (body === undefined || address === undefined || !URL.canParse(address)) {
    response.writeHead(body === undefined ? 413 : 400, { connection: 'close' }).end();
    return;
  }
  const { method = 'GET', headers } = request;
  const answered = await handle({ method, url: new URL(address), headers, body });
  if (answered === 'hang') return;
  response.writeHead(answered.status, { ...length(answered), ...answered.headers });
  response.end(answered.body);
}

/** These answers have no body, and so no length. */
const bodiless = new Set([204, 304]);

function length({ status, body = '' }: LocalAnswer): Record<string, number> {
  return bodiless.has(status) ? {} : { 'content-length': Buffer.byteLength(body) };
}

/** @returns nothing when the body is too large */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > bodyBytesMax) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > bodyBytesMax) return undefined;
  }
  return Buffer.concat(chunks);
}

function listenError(error: unknown, port: number): unknown {
  if (codeOf(error) === 'EADDRINUSE')
    return new StartError(`Port ${port} is taken: choose another one with --port.`);
  if (codeOf(error) === 'EACCES')
    return new StartError(`Port ${port} may not be used: choose one above 1023 with --port.`);
  return error;
}

/**
 * A small HTTP server on this machine only, which handles whole requests and responses. Both have
 * the form that Azure's web server gives them.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Socket } from 'node:net';
import { type LocalRequest, parserHeaderBytesMax, readRequest } from './read-request.ts';
import { codeOf, StartError } from './start-error.ts';
import { answerUnparsed } from './unparsed-request.ts';

/** Longer than any client on this machine keeps an idle connection. */
const keepAliveMs = 600_000;

export type LocalAnswer = {
  status: number;
  headers?: Record<string, string | string[]>;
  body?: string | Uint8Array;
};

/** `hang` leaves the caller without a response. */
export type Handle = (request: LocalRequest) => Promise<LocalAnswer | 'hang'>;

/** PEM texts. */
export type Certificate = { cert: string; key: string };

export type LoopbackServer = {
  url: string;
  /** Accepts no new requests; running ones have `graceMilliseconds` to finish. */
  stop(graceMilliseconds?: number): Promise<void>;
};

export const json = (status: number, value: unknown, headers = {}): LocalAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

/**
 * @param port 0 for a free port
 * @param secure PEM texts, with which the server speaks HTTPS
 * @throws StartError if the port is taken
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
  const limits = { maxHeaderSize: parserHeaderBytesMax };
  const server = secure
    ? createSecureServer({ ...secure, ...limits }, listener)
    : createServer(limits, listener);
  // Azure sends no interim response: a caller that expects one continues after its timeout.
  server.on('checkContinue', listener).on('checkExpectation', listener);
  answerUnparsed(server);
  // A client may send just as the server closes an idle connection, so connections stay open.
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
  const read = await readRequest(request, scheme);
  if ('status' in read) {
    const { status, allow } = read;
    const headers = { connection: 'close', 'content-length': 0, ...(allow && { allow }) };
    response.writeHead(status, headers).end();
    return;
  }
  const answered = await handle(read);
  if (answered === 'hang') return;
  const { status, headers, body = '' } = answered;
  const hasBody = request.method !== 'HEAD' && !bodiless.has(status);
  const empty = hasBody && body.length === 0 && { 'content-length': 0 };
  // Without a length, Node sends chunks, as Azure always does.
  response.writeHead(status, { ...empty, ...headers });
  response.end(body);
}

/** Responses with these statuses have no body and no length. */
const bodiless = new Set([204, 304]);

function listenError(error: unknown, port: number): unknown {
  if (codeOf(error) === 'EADDRINUSE')
    return new StartError(`Port ${port} is taken: choose another with --port.`);
  if (codeOf(error) === 'EACCES')
    return new StartError(`Port ${port} may not be used: choose one above 1023 with --port.`);
  return error;
}

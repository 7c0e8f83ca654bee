/** A system's endpoint for Security Event Tokens: keeps what arrives, and answers as a test decides. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';
import { z } from 'zod';

const claims = z.looseObject({ jti: z.string(), events: z.record(z.string(), z.unknown()) });

export type Arrived = {
  token: string;
  headers: IncomingMessage['headers'];
  name: string;
} & z.output<typeof claims>;
type Answer = (response: ServerResponse, arrived: Arrived) => void;

const accept: Answer = (response) => void response.writeHead(202).end();

export type SignalReceiver = Awaited<ReturnType<typeof startSignalReceiver>>;

export async function startSignalReceiver() {
  const arrived: Arrived[] = [];
  let answer = accept;
  const server = createServer((request, response) => {
    let token = '';
    request.on('data', (chunk: Buffer) => {
      token += chunk.toString();
    });
    request.on('end', () => {
      const read = claims.parse(jwt.decode(token, { json: true }));
      const name = Object.keys(read.events)[0]?.split('/').at(-1) ?? '';
      arrived.push({ ...read, token, headers: request.headers, name });
      answer(response, { ...read, token, headers: request.headers, name });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    uri: `http://127.0.0.1:${port}/signals`,
    /** What has arrived since the last call. */
    take: () => arrived.splice(0),
    names: () => arrived.splice(0).map(({ name }) => name),
    answerWith(next: Answer = accept) {
      answer = next;
    },
    answerStatus(status: number, body = '') {
      answer = (response) => void response.writeHead(status).end(body);
    },
    stop: () => void server.close().closeAllConnections(),
  };
}

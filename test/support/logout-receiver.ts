/** A system's back-channel logout address: keeps what arrives, and answers as a test decides. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';

export type LogoutReceiver = Awaited<ReturnType<typeof startLogoutReceiver>>;

export async function startLogoutReceiver() {
  const tokens: string[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      tokens.push(new URLSearchParams(body).get('logout_token') ?? '');
      response
        .writeHead(status, status === 307 ? { location: uri } : {})
        .end('x'.repeat(1_000_000));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  const uri = `http://127.0.0.1:${port}/logout`;
  return {
    uri,
    tokens,
    /** The claims of the tokens received since the last call. */
    claims: () => tokens.splice(0).map((token) => jwt.decode(token, { json: true }) ?? {}),
    answerWith(next: number) {
      status = next;
    },
    stop: () => void server.close().closeAllConnections(),
  };
}

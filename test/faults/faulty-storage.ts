/** Stands before storage as a bad day would: refuses, cuts, delays or swallows what comes by. */
import {
  createServer,
  request as forward,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export const faults = [
  'error',
  'errorAfter',
  'busy',
  'throttled',
  'reset',
  'resetAfter',
  'torn',
  'slow',
  'silent',
] as const;
/** The ones that end in `After`, and `torn`, come when the request has taken effect. */
export type Fault = (typeof faults)[number];

export type Seen = { id: string; at: number };

/** @param next which trouble meets this request; undefined for none */
export async function startFaultyStorage(connectionString: string) {
  const trouble: { next: () => Fault | undefined; retryAfterSeconds: number } = {
    next: () => undefined,
    retryAfterSeconds: 1,
  };
  const seen: Seen[] = [];
  const servers: ReturnType<typeof createServer>[] = [];
  let through = connectionString;
  for (const part of ['TableEndpoint', 'QueueEndpoint', 'BlobEndpoint']) {
    const target = new URL(new RegExp(`${part}=([^;]+)`).exec(connectionString)?.[1] ?? '');
    const server = createServer((incoming, outgoing) => {
      seen.push({ id: String(incoming.headers['x-ms-client-request-id']), at: performance.now() });
      meet(trouble.next(), trouble.retryAfterSeconds, target, incoming, outgoing);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    servers.push(server);
    through = through.replace(target.host, `127.0.0.1:${port}`);
  }
  return {
    connectionString: through,
    trouble,
    seen,
    stop: () => servers.forEach((server) => void server.close().closeAllConnections()),
  };
}

/** Long enough to see that others go on meanwhile. */
const slowMs = 300;

function meet(
  fault: Fault | undefined,
  retryAfterSeconds: number,
  target: URL,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const refuse = (status: number, headers = {}) => {
    incoming.resume();
    incoming.on('end', () => outgoing.writeHead(status, headers).end());
  };
  if (fault === 'error') refuse(500);
  else if (fault === 'busy') refuse(503, { 'retry-after': String(retryAfterSeconds) });
  else if (fault === 'throttled') refuse(429);
  else if (fault === 'reset') incoming.socket.destroy();
  else pass(fault, target, incoming, outgoing);
}

function pass(
  fault: Fault | undefined,
  target: URL,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const { method, headers, url: path } = incoming;
  const onward = forward({ host: target.hostname, port: target.port, method, headers, path });
  onward.on('response', (answer) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.on('end', () => answered(fault, answer, Buffer.concat(chunks), outgoing));
  });
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}

function answered(
  fault: Fault | undefined,
  answer: IncomingMessage,
  body: Buffer,
  outgoing: ServerResponse,
): void {
  if (fault === 'silent') return;
  if (fault === 'resetAfter') {
    outgoing.destroy();
    return;
  }
  if (fault === 'errorAfter') {
    outgoing.writeHead(500).end();
    return;
  }
  const { 'transfer-encoding': _, ...headers } = answer.headers;
  const whole = { ...headers, 'content-length': String(body.length) };
  const hasBody = body.length > 0 && answer.statusCode !== 204 && answer.statusCode !== 304;
  const send = () => {
    outgoing.writeHead(answer.statusCode ?? 502, hasBody ? whole : headers);
    if (fault !== 'torn' || !hasBody) outgoing.end(hasBody ? body : undefined);
    else outgoing.write(body.subarray(0, body.length / 2), () => outgoing.destroy());
  };
  if (fault === 'slow') setTimeout(send, slowMs);
  else send();
}

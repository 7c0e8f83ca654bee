/** A proxy for storage with faults: it refuses, cuts, delays or swallows requests. */
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
/** A table being deleted refuses everything with 409 for about 40 seconds (see below). */
type TableFault = 'beingDeleted';
/** `drip`: after the headers, the body comes so slowly that it never ends. */
type BodyFault = 'drip';
/** `denied`: the identity has no right to do this. */
type RoleFault = 'denied';
/** `torn` and faults ending in `After` occur after the request has taken effect. */
export type Fault = (typeof faults)[number];

export type Seen = { id: string; at: number };

/** A request in transit to storage; its path begins with the account. */
export type Passing = { method: string; path: string };

type Met = Fault | TableFault | BodyFault | RoleFault | undefined;

type Trouble = {
  /** Chooses the fault for a request, which waits for it; undefined for none. */
  next: (request: Passing) => Met | Promise<Met>;
  retryAfterSeconds: number;
  /** What `slow` waits. */
  slowMilliseconds: number;
};

export async function startFaultyStorage(connectionString: string) {
  const trouble: Trouble = {
    next: () => undefined,
    retryAfterSeconds: 1,
    // Long enough to show that other requests continue meanwhile.
    slowMilliseconds: 300,
  };
  const seen: Seen[] = [];
  const servers: ReturnType<typeof createServer>[] = [];
  let through = connectionString;
  for (const part of ['TableEndpoint', 'QueueEndpoint', 'BlobEndpoint']) {
    const target = new URL(new RegExp(`${part}=([^;]+)`).exec(connectionString)?.[1] ?? '');
    const server = createServer(async (incoming, outgoing) => {
      seen.push({ id: String(incoming.headers['x-ms-client-request-id']), at: performance.now() });
      const { method = '', url: path = '' } = incoming;
      meet(await trouble.next({ method, path }), trouble, target, incoming, outgoing);
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

const json = { 'content-type': 'application/json' };
/** See learn.microsoft.com/rest/api/storageservices/delete-table and table-service-error-codes. */
const tableBeingDeleted = JSON.stringify({
  'odata.error': {
    code: 'TableBeingDeleted',
    message: { lang: 'en-US', value: 'The specified table is being deleted.' },
  },
});

const dripMilliseconds = 5_000;

function meet(
  fault: Met,
  { retryAfterSeconds, slowMilliseconds }: Trouble,
  target: URL,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const refuse = (status: number, headers = {}, body = '') => {
    incoming.resume();
    incoming.on('end', () => outgoing.writeHead(status, headers).end(body));
  };
  if (fault === 'error') refuse(500);
  else if (fault === 'busy') refuse(503, { 'retry-after': String(retryAfterSeconds) });
  else if (fault === 'throttled') refuse(429);
  else if (fault === 'denied') refuse(403);
  else if (fault === 'beingDeleted') refuse(409, json, tableBeingDeleted);
  else if (fault === 'reset') incoming.socket.destroy();
  else pass(fault, slowMilliseconds, target, incoming, outgoing);
}

function pass(
  fault: Fault | BodyFault | undefined,
  slowMilliseconds: number,
  target: URL,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const { method, headers, url: path } = incoming;
  const onward = forward({ host: target.hostname, port: target.port, method, headers, path });
  onward.on('response', (answer) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.on('end', () =>
      answered(fault, slowMilliseconds, answer, Buffer.concat(chunks), outgoing),
    );
  });
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}

function answered(
  fault: Fault | BodyFault | undefined,
  slowMilliseconds: number,
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
  if (fault === 'slow') setTimeout(send, slowMilliseconds);
  else if (fault === 'drip') drip(answer.statusCode ?? 502, whole, outgoing);
  else send();
}

/** One space now and then: JSON and XML allow it before what matters. */
function drip(status: number, headers: object, outgoing: ServerResponse): void {
  outgoing.writeHead(status, { ...headers, 'content-length': '1000000' });
  const timer = setInterval(() => outgoing.write(' '), dripMilliseconds);
  outgoing.write(' ');
  outgoing.on('close', () => clearInterval(timer));
}

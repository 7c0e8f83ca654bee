/** Promise: `npm run smoke` passes on a sound service, changes nothing, and names each fault exactly. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  request as requestHttp,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createSocketServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TableClient, TableServiceClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { api, type Endpoint, type EndpointName } from '../../src/api.ts';
import { parseSmokeOptions } from '../../src/build/smoke/options.ts';
import { runSmoke } from '../../src/build/smoke/run.ts';
import { type Host, startHost } from '../../src/local/host.ts';
import { startMailbox } from '../../src/local/mailbox.ts';
import { askBundle } from '../support/ask-supplies.ts';
import { usualSettings } from '../support/harness.ts';
import { freshAccount } from '../support/storage.ts';

const { outdir } = await askBundle();

let host: Host;
let connectionString: string;
let mailbox: Awaited<ReturnType<typeof startMailbox>>;

beforeAll(async () => {
  ({ connectionString } = await freshAccount());
  mailbox = await startMailbox();
  host = await startHost({
    bundlePath: join(outdir, 'main.cjs'),
    env: usualSettings(connectionString, mailbox.connectionString),
    storageConnectionString: connectionString,
    log: () => {},
  });
  await host.invoke('firstAdministrator');
  await host.idle();
});

afterAll(async () => {
  await host.stop();
  await mailbox.stop();
});

/** @returns every row, message and blob of the service, as text, without the state of its timers */
async function dump(): Promise<string[]> {
  const insecure = { allowInsecureConnection: true };
  const found: string[] = [];
  const service = TableServiceClient.fromConnectionString(connectionString, insecure);
  for await (const { name = '' } of service.listTables()) {
    const table = TableClient.fromConnectionString(connectionString, name, insecure);
    for await (const row of table.listEntities())
      if (row.partitionKey !== 'state') found.push(`${name} ${JSON.stringify(row)}`);
  }
  const queues = QueueServiceClient.fromConnectionString(connectionString);
  for await (const { name } of queues.listQueues()) {
    const { approximateMessagesCount } = await queues.getQueueClient(name).getProperties();
    found.push(`${name} ${approximateMessagesCount}`);
  }
  for await (const container of BlobServiceClient.fromConnectionString(
    connectionString,
  ).listContainers())
    found.push(`${container.name} ${container.properties.lastModified.toISOString()}`);
  return found.sort();
}

async function smoke(url: string): Promise<{ passed: boolean; lines: string[] }> {
  const lines: string[] = [];
  const passed = await runSmoke(new URL(url), (line) => lines.push(line));
  return { passed, lines };
}

/** Runs the command itself. */
function command(args: readonly string[], env: Record<string, string> = {}) {
  const script = new URL('../../src/build/smoke.ts', import.meta.url).pathname;
  return new Promise<{ code: unknown; out: string; err: string }>((done) => {
    const options = { env: { ...process.env, ...env } };
    execFile(process.execPath, [script, ...args], options, (error, out, err) =>
      done({ code: error?.code ?? 0, out, err }),
    );
  });
}

type Passed = { status: number; headers: Record<string, string>; body: Buffer };
/** Changes a response in transit; `path` includes the query. */
type Change = (
  asked: { method: string; path: string },
  answer: Passed,
) => Partial<Passed> | undefined;

/** A proxy that forwards the host's responses with one change. */
function listener(change: Change): RequestListener {
  return async (incoming, outgoing) => {
    const answer = await forward(incoming);
    const asked = { method: incoming.method ?? '', path: incoming.url ?? '' };
    const { status, headers, body } = { ...answer, ...change(asked, answer) };
    end(outgoing, status, headers, incoming.method === 'HEAD' ? Buffer.alloc(0) : body);
  };
}

function end(to: ServerResponse, status: number, headers: Record<string, string>, body: Buffer) {
  const { 'content-length': _, 'transfer-encoding': __, ...others } = headers;
  to.writeHead(status, others).end(body);
}

async function forward(incoming: IncomingMessage): Promise<Passed> {
  const sent: Buffer[] = [];
  for await (const chunk of incoming) sent.push(chunk);
  return new Promise((resolve, reject) => {
    const { method, headers } = incoming;
    const options = { ...(method && { method }), headers };
    const passed = requestHttp(`${host.url}${incoming.url}`, options, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const given = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
      const status = response.statusCode ?? 0;
      resolve({ status, headers: Object.fromEntries(given), body: Buffer.concat(chunks) });
    });
    passed.on('error', reject);
    passed.end(Buffer.concat(sent));
  });
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => new Promise((done) => void server.close(() => done())));
  return (server.address() as AddressInfo).port;
}

const front = async (change: Change) =>
  `http://127.0.0.1:${await listen(createServer(listener(change)))}`;

const failures = (lines: readonly string[]) =>
  lines.filter((line) => line.startsWith('FAIL') || line.startsWith('    '));

const whole = [
  `ok   routes: ${Object.keys(api).length} of ${Object.keys(api).length} reached`,
  'ok   health: live and ready',
  'ok   keys: 1 for ES256, none private',
  expect.stringMatching(/^ok {3}api description: OpenAPI 3\.1\.0, \d+ paths$/),
  expect.stringMatching(/^ok {3}portal: \d+ pages, \d\d+ files$/),
  expect.stringMatching(/^ok {3}security headers: on \d{3} answers$/),
  'ok   tls: none needed on this machine',
];

test('the command passes on a sound service and leaves storage unchanged', async () => {
  const before = await dump();
  expect(before.length).toBeGreaterThan(10);
  const { code, out, err } = await command(['--url', host.url]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const lines = out.trimEnd().split('\n');
  expect(lines).toEqual([...whole, `7 of 7 groups passed at ${host.url}`]);
  await host.idle();
  expect(await dump()).toEqual(before);
  expect(mailbox.messages()).toHaveLength(1);
});

describe('routes that are hidden', () => {
  const hidden = ['signIn', 'readUser', 'ready', 'securityTxt', 'dropPoison'] as const;
  const routeOf = (name: EndpointName): Endpoint => api[name];
  const isHidden = (method: string, path: string) =>
    hidden.some((name) => {
      const pattern = routeOf(name)
        .path.replaceAll('.', '\\.')
        .replace(/\{\w+\}/g, '[^/]+');
      return routeOf(name).method === method && new RegExp(`^/${pattern}$`).test(path);
    });

  test('are exactly the ones listed, with method, path, function and the response', async () => {
    const body = Buffer.from('{"code":"no_such_route"}');
    const url = await front(({ method, path }, { headers }) =>
      isHidden(method, path)
        ? { status: 404, headers: { ...headers, 'content-type': 'application/problem+json' }, body }
        : undefined,
    );
    const { passed, lines } = await smoke(url);
    expect(passed).toBe(false);
    const named = lines.filter((line) => /^ {7}(GET|POST|PATCH|DELETE) /.test(line));
    const wanted = hidden.map((name) => {
      const { method, path, permission, body: takes, status } = routeOf(name);
      const unsigned = permission === 'public' ? `${status}` : '401 not_signed_in';
      const expected = permission === 'public' && takes ? '415 wrong_content_type' : unsigned;
      return `       ${method} /${path} (${name}): 404 no_such_route instead of ${expected}`;
    });
    expect(named.sort()).toEqual(wanted.sort());
    const count = Object.keys(api).length;
    expect(lines).toContain(`FAIL routes: ${count - hidden.length} of ${count} reached`);
  });

  test('are also detected behind the "not found" page or a bare 404', async () => {
    const page = { status: 404, headers: { 'content-type': 'text/html' }, body: Buffer.from('x') };
    const bare = { status: 404, headers: {}, body: Buffer.alloc(0) };
    const url = await front(({ path }) =>
      path === '/api/sessions' ? page : path === '/api/contact' ? bare : undefined,
    );
    const { lines } = await smoke(url);
    expect(failures(lines)).toEqual([
      expect.stringMatching(/^FAIL routes: /),
      expect.stringContaining('POST /api/sessions (signIn): 404 text/html instead of 415'),
      expect.stringContaining('GET /api/contact (contact): 404 instead of 200'),
    ]);
  });
});

const json = (body: Buffer, edit: (value: Record<string, unknown>) => unknown) => {
  const value = JSON.parse(body.toString());
  return { body: Buffer.from(JSON.stringify(edit(value) ?? value)) };
};
const without = (headers: Record<string, string>, name: string) => ({
  headers: Object.fromEntries(Object.entries(headers).filter(([each]) => each !== name)),
});

/** A fault, the one group that must report it, part of the report, and the change. */
const faults: readonly [string, string, string, Change][] = [
  [
    'a service that is not ready',
    'health',
    'api/health/ready: 503 busy, storage does not answer',
    ({ path }) =>
      path === '/api/health/ready'
        ? {
            status: 503,
            body: Buffer.from(
              '{"code":"busy","faults":[{"field":"storage","message":"does not answer"}]}',
            ),
          }
        : undefined,
  ],
  [
    'a published private key',
    'keys',
    'keys.0: unexpected d',
    ({ path }, { body }) =>
      path === '/.well-known/jwks.json'
        ? json(body, ({ keys }) => ({ keys: [{ ...Object(keys)[0], d: 'the-secret' }] }))
        : undefined,
  ],
  [
    'a key that is not a point on the curve',
    'keys',
    'not a point on P-256',
    ({ path }, { body }) =>
      path === '/.well-known/jwks.json'
        ? json(body, ({ keys }) => ({ keys: [{ ...Object(keys)[0], y: Object(keys)[0].x }] }))
        : undefined,
  ],
  [
    'no keys',
    'keys',
    'keys: ',
    ({ path }) =>
      path === '/.well-known/jwks.json' ? { body: Buffer.from('{"keys":[]}') } : undefined,
  ],
  [
    'a description that lacks a route',
    'api description',
    'POST /api/sessions (signIn): not listed',
    ({ path }, { body }) =>
      path === '/api/openapi.json'
        ? json(body, ({ paths }) => {
            delete Object(paths)['/api/sessions'];
          })
        : undefined,
  ],
  [
    'a description of a different version',
    'api description',
    'GET /api/added-later: listed, but not in this version',
    ({ path }, { body }) =>
      path === '/api/openapi.json'
        ? json(body, ({ paths }) => {
            Object(paths)['/api/added-later'] = Object(paths)['/api/health/live'];
          })
        : undefined,
  ],
  [
    'a description with a dead reference',
    'api description',
    '#/components/schemas/Problem: is not there',
    ({ path }, { body }) =>
      path === '/api/openapi.json'
        ? json(body, (whole) => ({ ...whole, components: {} }))
        : undefined,
  ],
  [
    'a missing script',
    'portal',
    '/assets/',
    ({ path }) => (/\/assets\/sign-in-.*\.js$/.test(path) ? { status: 404 } : undefined),
  ],
  [
    'a page that is 404',
    'portal',
    '/people: 404',
    ({ path }) => (path === '/people' ? { status: 404 } : undefined),
  ],
  [
    'an error page with status 200',
    'portal',
    '/people: 200 text/html; charset=utf-8, not the page',
    ({ path }) =>
      path === '/people' ? { body: Buffer.from('<h1>Oops</h1><script></script>') } : undefined,
  ],
  [
    'files that are not compressed',
    'portal',
    'is not compressed with br',
    ({ path }, { headers }) =>
      path.startsWith('/assets/') && headers['content-encoding'] === 'br'
        ? without(headers, 'content-encoding')
        : undefined,
  ],
  [
    'a compressed file that differs',
    'portal',
    'differs with gzip',
    ({ path }, { headers }) =>
      path.startsWith('/assets/') && headers['content-encoding'] === 'gzip'
        ? { body: Buffer.from('no gzip') }
        : undefined,
  ],
  [
    'files without etag',
    'portal',
    'has no etag',
    ({ path }, { headers }) => (path.startsWith('/assets/') ? without(headers, 'etag') : undefined),
  ],
  [
    'a missing page with status 200',
    'portal',
    '/smoke/no-such-page: 200 text/html; charset=utf-8, not the page "not found"',
    ({ path }) => (path === '/smoke/no-such-page' ? { status: 200 } : undefined),
  ],
  [
    'pages that can be framed',
    'security headers',
    '/: content-security-policy is missing',
    ({ path }, { headers }) =>
      path === '/' ? without(headers, 'content-security-policy') : undefined,
  ],
  [
    'an API whose responses may be cached',
    'security headers',
    '/api/me: cache-control is missing',
    ({ path }, { headers }) => (path === '/api/me' ? without(headers, 'cache-control') : undefined),
  ],
  [
    'one page that can be framed',
    'security headers',
    '/people: content-security-policy is missing',
    ({ path }, { headers }) =>
      path === '/people' ? without(headers, 'content-security-policy') : undefined,
  ],
  [
    'one file whose type browsers may sniff',
    'security headers',
    ': x-content-type-options is missing',
    ({ path }, { headers }) =>
      /^\/assets\/sign-in-.*\.js$/.test(path)
        ? without(headers, 'x-content-type-options')
        : undefined,
  ],
  [
    'one route whose responses may be cached',
    'security headers',
    '/api/sessions: cache-control is missing',
    ({ path }, { headers }) =>
      path === '/api/sessions' ? without(headers, 'cache-control') : undefined,
  ],
  [
    'an API that every site may read',
    'security headers',
    'other sites may read it (*)',
    (_, { headers }) => ({ headers: { ...headers, 'access-control-allow-origin': '*' } }),
  ],
];

/** Splits the faults into rounds with at most one fault for each group. */
function rounds(): (typeof faults)[number][][] {
  const found: (typeof faults)[number][][] = [];
  for (const fault of faults) {
    const free = found.find((round) => round.every(([, group]) => group !== fault[1]));
    if (free) free.push(fault);
    else found.push([fault]);
  }
  return found;
}

const named = rounds().map((round) => [round.map(([what]) => what).join('; '), round] as const);

test.each(named)('%s: each fails its own group only', async (_, round) => {
  const change: Change = (asked, answer) => {
    const changed = { ...answer };
    for (const [, , , edit] of round) Object.assign(changed, edit(asked, changed));
    return changed;
  };
  const { passed, lines } = await smoke(await front(change));
  expect(passed).toBe(false);
  const failed = lines.flatMap((line) => /^FAIL ([\w ]+): /.exec(line)?.[1] ?? []);
  expect(failed.sort()).toEqual(round.map(([, group]) => group).sort());
  for (const [, , words] of round) expect(failures(lines).join('\n')).toContain(words);
  expect(lines.join('\n')).not.toContain('the-secret');
});

describe('TLS', () => {
  /** @param redirect where plain HTTP on the same port leads; it gets no answer without one */
  async function secure(days: number, redirect?: string) {
    const notAfterDate = new Date(Date.now() + days * 86_400_000);
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
      notAfterDate,
      algorithm: 'sha256',
      extensions: [
        { name: 'basicConstraints', cA: true },
        { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
      ],
    });
    const file = join(tmpdir(), `${createHash('sha256').update(cert).digest('hex')}.pem`);
    await writeFile(file, cert);
    const encrypted = createTlsServer(
      { key, cert },
      listener(() => undefined),
    );
    const port = await listen(redirect === undefined ? encrypted : besides(encrypted, redirect));
    return { url: `https://localhost:${port}`, trusted: { NODE_EXTRA_CA_CERTS: file } };
  }

  /** A TLS connection begins with the record type 22 (RFC 8446, section 5.1). */
  function besides(encrypted: Server, location: string): Server {
    const plain = createServer((_, outgoing) => outgoing.writeHead(301, { location }).end());
    return createSocketServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('readable', () => {
        const first: Buffer | null = socket.read();
        if (first === null) return;
        socket.unshift(first);
        (first[0] === 22 ? encrypted : plain).emit('connection', socket);
      });
    });
  }

  test.each([
    ['https://localhost/', []],
    ['https://accounts.example.net/', ['redirects to https://accounts.example.net/ instead']],
  ])('a redirect of plain HTTP to %s has the faults %j', async (location, faults) => {
    const { url, trusted } = await secure(90, location);
    const { code, out } = await command(['--url', url], trusted);
    expect(failures(out.split('\n')).slice(1)).toEqual(
      faults.map((fault) => expect.stringContaining(fault)),
    );
    expect(code).toBe(faults.length);
  });

  test('passes with a trusted certificate that does not expire soon', async () => {
    const { url, trusted } = await secure(90);
    const { code, out } = await command(['--url', url], trusted);
    expect(out).toMatch(/^ok {3}tls: TLSv1\.3, certificate valid for \d+ days$/m);
    expect(code).toBe(0);
  });

  test('fails if the certificate is not trusted or expires soon', async () => {
    const { url, trusted } = await secure(5);
    const refused = await command(['--url', url]);
    expect(refused.code).toBe(1);
    expect(refused.out).toMatch(/^FAIL https:\S+ cannot be reached: self-signed certificate/);
    const trusting = await command(['--url', url], { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect(trusting).toMatchObject({ code: 1, out: refused.out });
    const ending = await command(['--url', url], trusted);
    expect(ending.code).toBe(1);
    expect(failures(ending.out.split('\n'))).toEqual([
      expect.stringMatching(/^FAIL tls: /),
      expect.stringMatching(/^ {7}the certificate expires in [45] days$/),
    ]);
  });
});

describe('a call', () => {
  test("bypasses the environment's proxy", async () => {
    const proxy = 'http://127.0.0.1:9';
    const env = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
    expect((await command(['--url', host.url], env)).code).toBe(0);
  });

  test('exits with 1 and one line if the service does not respond', async () => {
    const { code, out } = await command(['--url', 'http://127.0.0.1:9']);
    expect(code).toBe(1);
    expect(out).toMatch(/^FAIL http:\/\/127\.0\.0\.1:9 cannot be reached: .*ECONNREFUSED.*\n$/);
  });

  test('ends in time if the service stops responding', async () => {
    const url = `http://127.0.0.1:${await listen(
      createServer((incoming, outgoing) => {
        if (incoming.url === '/api/health/live') outgoing.end();
      }),
    )}`;
    const lines: string[] = [];
    const begun = performance.now();
    expect(await runSmoke(new URL(url), (line) => lines.push(line), 1_000)).toBe(false);
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(lines.join('\n')).toContain('no answer in time');
  });

  test('with wrong flags exits with 2, the error and the usage', async () => {
    const { code, out, err } = await command(['--url', 'ftp://accounts.example.fi']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('must begin with https:// or http://');
    expect(err).toContain('npm run smoke -- --url URL');
  });

  test.each([
    [[], '--url is missing'],
    [['--url'], '--url'],
    [['--url', 'accounts.example.fi'], 'is no address'],
    [['--url', 'https://accounts.example.fi/api'], 'give the address alone'],
    [['--url', 'https://a:b@accounts.example.fi'], 'leave name and password out'],
    [['--uri', 'https://accounts.example.fi'], "Unknown option '--uri'"],
    [['https://accounts.example.fi'], 'Unexpected argument'],
  ])('with %j is refused', (args, words) => {
    expect(() => parseSmokeOptions(args)).toThrow(words);
  });
});

/** Where the milliseconds of one sign-in go, with storage as far away as one says. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { slowConnection } from '../../src/local/slow-proxy.ts';
import { goodPassword, startService } from '../harness.ts';
import { type BusyHost, cost } from './busy-host.ts';
import { median } from './median.ts';
import type { Row } from './section.ts';

const times = { quick: 5, full: 15 };

type Span = { from: number; until: number };
type Sample = { total: number; hash: number; storage: number };

/** @param latencyMs added to each answer of storage @returns medians of sign-ins one by one */
export async function measureSpans(
  host: BusyHost,
  latencyMs: number,
  quick: boolean,
): Promise<Row> {
  const slow = await slowConnection(host.connectionString, latencyMs / 2);
  const { connectionString } = slow;
  const service = await startService(
    { ...host.beside, connectionString },
    { HASH_COST: String(cost) },
  );
  const hashes: Span[] = [];
  const { hasher } = service.deps;
  const { compare } = hasher;
  hasher.compare = async (prepared, hash) => {
    const from = performance.now();
    const matches = await compare(prepared, hash);
    hashes.push({ from, until: performance.now() });
    return matches;
  };
  const storage = watchStorage(connectionString);
  const samples: Sample[] = [];
  for (let n = 0; n <= (quick ? times.quick : times.full); n++) {
    hashes.length = 0;
    storage.spans.length = 0;
    const from = performance.now();
    await service.client().signIn({ body: { email: host.email, password: goodPassword } });
    const total = performance.now() - from;
    // The first one opens connections and threads.
    if (n > 0) samples.push({ total, hash: covered(hashes), storage: covered(storage.spans) });
  }
  storage.stop();
  await service.stop();
  await slow.stop();
  const of = (part: keyof Sample) => median(samples.map((sample) => sample[part]));
  const rest = median(samples.map(({ total, hash, storage: asked }) => total - hash - asked));
  return {
    name: `one sign-in alone, storage ${latencyMs} ms further away`,
    ours: `${of('total').toFixed(0)} ms`,
    other: `${of('hash').toFixed(0)} ms`,
    ratio: of('total') / of('hash'),
    remark: `hash ${of('hash').toFixed(1)} ms, waiting for storage ${of('storage').toFixed(1)} ms, the rest ${rest.toFixed(1)} ms`,
  };
}

/** @returns the milliseconds in which at least one of the spans was under way */
function covered(spans: readonly Span[]): number {
  let sum = 0;
  let free = Number.NEGATIVE_INFINITY;
  for (const { from, until } of [...spans].sort((a, b) => a.from - b.from)) {
    sum += Math.max(0, until - Math.max(from, free));
    free = Math.max(free, until);
  }
  return sum;
}

/** Each request to storage, from when it leaves this process until its answer has begun. */
function watchStorage(connectionString: string) {
  const hosts = [...connectionString.matchAll(/Endpoint=http:\/\/([^/;]+)/g)].map(([, at]) => at);
  const begun = new WeakMap<object, number>();
  const spans: Span[] = [];
  const start = (message: unknown) => {
    const { request } = message as { request: { getHeader(name: string): unknown } };
    if (hosts.includes(String(request.getHeader('host')))) begun.set(request, performance.now());
  };
  const finish = (message: unknown) => {
    const from = begun.get((message as { request: object }).request);
    if (from !== undefined) spans.push({ from, until: performance.now() });
  };
  subscribe('http.client.request.start', start);
  subscribe('http.client.response.finish', finish);
  return {
    spans,
    stop() {
      unsubscribe('http.client.request.start', start);
      unsubscribe('http.client.response.finish', finish);
    },
  };
}

/** Where the milliseconds of one sign-in go, with storage as far away as one says. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { slowConnection } from '../../src/local/slow-proxy.ts';
import { goodPassword, startService } from '../support/harness.ts';
import { type BusyHost, cost } from './busy-host.ts';
import { median } from './median.ts';
import type { Plot, Row } from './section.ts';
import type { Lane } from './timeline.ts';

const times = { quick: 2, full: 15 };

type Span = { from: number; until: number };
type Asked = Span & { name: string };
type Sample = { total: number; hash: number; storage: number; lanes: Lane[] };

const colors = { hash: '#bd2719', storage: '#0000bf' };

/** @param latencyMs added to each answer of storage @returns medians of sign-ins one by one, and the middle one */
export async function measureSpans(
  host: BusyHost,
  latencyMs: number,
  quick: boolean,
): Promise<{ row: Row; plot: Plot }> {
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
    if (n === 0) continue;
    const since = (span: Span) => ({ from: span.from - from, until: span.until - from });
    const lanes = [
      ...hashes.map((span) => ({ name: 'hash', color: colors.hash, ...since(span) })),
      ...storage.spans.map((span) => ({ name: span.name, color: colors.storage, ...since(span) })),
    ].sort((a, b) => a.from - b.from);
    samples.push({ total, hash: covered(hashes), storage: covered(storage.spans), lanes });
  }
  storage.stop();
  await service.stop();
  await slow.stop();
  const of = (part: 'total' | 'hash' | 'storage') => median(samples.map((sample) => sample[part]));
  const rest = median(samples.map(({ total, hash, storage: asked }) => total - hash - asked));
  const middle = samples.find(({ total }) => total === of('total'));
  const row = {
    name: `one sign-in alone, storage ${latencyMs} ms further away`,
    ours: `${of('total').toFixed(0)} ms`,
    other: `${of('hash').toFixed(0)} ms`,
    ratio: of('total') / of('hash'),
    remark: `hash ${of('hash').toFixed(1)} ms, waiting for storage ${of('storage').toFixed(1)} ms, the rest ${rest.toFixed(1)} ms`,
  };
  const title = `One sign-in, storage ${latencyMs} ms further away`;
  return { row, plot: { title, lanes: middle?.lanes ?? [] } };
}

/** @returns the milliseconds in which at least one of the spans was under way */
export function covered(spans: readonly Span[]): number {
  let sum = 0;
  let free = Number.NEGATIVE_INFINITY;
  for (const { from, until } of [...spans].sort((a, b) => a.from - b.from)) {
    sum += Math.max(0, until - Math.max(from, free));
    free = Math.max(free, until);
  }
  return sum;
}

/** Each request to storage, from when it leaves this process until its answer has begun. */
export function watchStorage(connectionString: string) {
  const hosts = [...connectionString.matchAll(/Endpoint=http:\/\/([^/;]+)/g)].map(([, at]) => at);
  const begun = new WeakMap<object, number>();
  const spans: Asked[] = [];
  const start = (message: unknown) => {
    const { request } = message as { request: { getHeader(name: string): unknown } };
    if (hosts.includes(String(request.getHeader('host')))) begun.set(request, performance.now());
  };
  const finish = (message: unknown) => {
    const { request } = message as { request: { method: string; path: string } };
    const from = begun.get(request);
    if (from === undefined) return;
    // The path without the keys: which table or queue, not whose row.
    const [, place = ''] = /^\/[^/]+\/([\w$]+)/.exec(request.path) ?? [];
    spans.push({ name: `${request.method} ${place}`, from, until: performance.now() });
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

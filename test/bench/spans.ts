/** Measures where the time of a sign-in goes, at a given storage latency. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { slowConnection } from '../../src/local/slow-proxy.ts';
import { goodPassword, startService } from '../support/harness.ts';
import { type BusyHost, cost } from './busy-host.ts';
import { median } from './median.ts';
import type { Plot, Row } from './section.ts';
import type { Lane } from './timeline.ts';

const times = 15;

type Span = { from: number; until: number };
type Asked = Span & { name: string };
type Sample = { total: number; hash: number; storage: number; lanes: Lane[] };

const colors = { hash: '#bd2719', storage: '#0000bf' };

/** @param latencyMs added to each storage request @returns medians, and the median sign-in's spans */
export async function measureSpans(
  host: BusyHost,
  latencyMs: number,
): Promise<{ row: Row; plot: Plot }> {
  const slow = await slowConnection(host.connectionString, latencyMs / 2);
  const { connectionString } = slow;
  const service = await startService(
    { ...host.beside, connectionString },
    { HASH_COST: String(cost), PERSON_REQUESTS_PER_MINUTE: '1000000' },
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
  for (let n = 0; n <= times; n++) {
    hashes.length = 0;
    storage.spans.length = 0;
    const from = performance.now();
    await service.client().signIn({ body: { email: host.email, password: goodPassword } });
    const total = performance.now() - from;
    // The first one opens connections and threads, so it does not count.
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
    name: `one sign-in alone, storage with ${latencyMs} ms of added latency`,
    ours: `${of('total').toFixed(0)} ms`,
    other: `${of('hash').toFixed(0)} ms`,
    ratio: of('total') / of('hash'),
    remark: `hash ${of('hash').toFixed(1)} ms, waiting for storage ${of('storage').toFixed(1)} ms, the rest ${rest.toFixed(1)} ms`,
  };
  const title = `One sign-in, storage with ${latencyMs} ms of added latency`;
  return { row, plot: { title, lanes: middle?.lanes ?? [] } };
}

/** @returns the milliseconds covered by at least one span */
export function covered(spans: readonly Span[]): number {
  let sum = 0;
  let free = Number.NEGATIVE_INFINITY;
  for (const { from, until } of [...spans].sort((a, b) => a.from - b.from)) {
    sum += Math.max(0, until - Math.max(from, free));
    free = Math.max(free, until);
  }
  return sum;
}

/** Records each storage request, from sending until the response begins. */
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
    // The path without the keys: the table or queue, without the row.
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

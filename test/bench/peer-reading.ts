/** How often eight clients at once can read their own account, compared with the peer's session. */
import { inParallel } from '../../src/store/in-parallel.ts';
import { type BusyHost, clientsAtOnce } from './busy-host.ts';
import { median } from './median.ts';
import type { startPeer } from './peer-host.ts';
import { explained, type Row } from './section.ts';

type Peer = Awaited<ReturnType<typeof startPeer>>;

const numbers = Array.from({ length: clientsAtOnce }, (_, n) => n);

/**
 * @param rounds in which both are measured, one after the other
 * @param count requests of each
 * @param warmUp requests of each before, until which compiled code still becomes faster
 */
export async function readingRate(
  host: BusyHost,
  peer: Peer,
  { rounds, count, warmUp }: { rounds: number; count: number; warmUp: number },
): Promise<Row> {
  const tokens = await Promise.all(
    numbers.map(async (n) => (await host.signIn(n)).tokens.access ?? ''),
  );
  const cookies = await Promise.all(numbers.map((n) => peer.signIn(n)));
  const read = async (n: number) => {
    const authorization = `Bearer ${tokens[n]}`;
    const response = await fetch(`${host.url}/api/me`, { headers: { authorization } });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`me answers ${response.status}`);
  };
  const readPeer = (n: number) => peer.get('get-session', cookies[n] ?? '');
  await rate(read, warmUp);
  await rate(readPeer, warmUp);
  const rates: { ours: number; other: number }[] = [];
  for (let round = 0; round < rounds; round++)
    rates.push({ ours: await rate(read, count), other: await rate(readPeer, count) });
  const ours = median(rates.map((each) => each.ours));
  const other = median(rates.map((each) => each.other));
  const found: Row = {
    name: `reading one's account, ${clientsAtOnce} clients at once`,
    ours: `${ours.toFixed(0)} a second`,
    other: `${other.toFixed(0)} a second`,
    // Round by round, because both of a round ran under the same conditions.
    ratio: median(rates.map((each) => each.ours / each.other)),
    atLeast: 1,
  };
  return explained(
    found,
    'each reading of ours asks storage in another process, which shares the two processors; theirs reads a file in its process.',
  );
}

async function rate(work: (n: number) => Promise<unknown>, count: number): Promise<number> {
  const begun = performance.now();
  await inParallel(numbers, clientsAtOnce, async (n) => {
    for (let done = 0; done < count / clientsAtOnce; done++) await work(n);
  });
  return count / ((performance.now() - begun) / 1_000);
}

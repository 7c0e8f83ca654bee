/** Chooses where to stop an operation: before and after each request, or at a sample of these. */
import type { Stop } from './stopping.ts';

/**
 * A sample takes states that a crash can leave in storage: none of the writes, or those up to a certain
 * one. A read changes nothing. The first is after the transaction, where work begins to be left over; of
 * the others, each operation begins with one of its own.
 * @param requests of the operation when nothing stops it, such as `PUT /accounts/…`
 * @param most number of stops @returns the stops, in the order of the requests
 */
export function choose(name: string, requests: readonly string[], most: 'all' | number): Stop[] {
  const numbers = requests.map((_, index) => index + 1);
  if (most === 'all')
    return numbers.flatMap((at) => (['before', 'after'] as const).map((when) => ({ at, when })));
  const writes = numbers.filter((at) => isWrite(requests[at - 1] ?? ''));
  const states: Stop[] = [
    ...writes.slice(0, 1).map((at) => ({ at, when: 'before' as const })),
    ...writes.map((at) => ({ at, when: 'after' as const })),
  ];
  const found = writes.findIndex((at) => requests[at - 1]?.endsWith('/$batch'));
  const transaction = found < 0 ? Math.ceil((states.length - 1) / 2) : found + 1;
  const others = states.map((_, state) => (state + name.length) % states.length);
  const order = new Set([transaction, ...others]);
  const chosen = [...order].slice(0, most);
  return states.filter((_, state) => chosen.includes(state));
}

export const isWrite = (request: string): boolean => !/^(GET|HEAD) /.test(request);

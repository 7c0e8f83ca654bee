/** Chooses where to stop an operation: before and after each request, or at a sample of these. */
import { isWrite, type Stop } from './stopping.ts';

/**
 * A sample takes states that a crash can leave in storage: none of the writes, or those up to a certain
 * one. A read changes nothing. The first is after the transaction, where work begins to be left over; of
 * the others, each operation begins with one of its own.
 * @param requests of the operation when nothing stops it, such as `PUT /accounts/…`
 * @param most number of stops @returns the stops, in the order of the requests
 */
export function choose(name: string, requests: readonly string[], most: 'all' | number): Stop[] {
  const both = ['before', 'after'] as const;
  if (most === 'all')
    return requests.flatMap((_, index) => both.map((when) => ({ at: index + 1, when })));
  // Reads may come in another order, or not at all.
  const writes = requests.filter(isWrite);
  const states = writes.flatMap((_, index): Stop[] =>
    both.slice(index === 0 ? 0 : 1).map((when) => ({ at: index + 1, when, of: 'writes' })),
  );
  const found = writes.findIndex((request) => request.endsWith('/$batch'));
  const transaction = found < 0 ? Math.ceil((states.length - 1) / 2) : found + 1;
  const others = states.map((_, state) => (state + name.length) % states.length);
  const order = new Set([transaction, ...others]);
  const chosen = [...order].slice(0, most);
  return states.filter((_, state) => chosen.includes(state));
}

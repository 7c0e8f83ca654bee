/** Chooses where to stop an operation: before and after each request, or at a sample of these. */
import type { Stop } from './stopping.ts';

/**
 * A sample takes each state that a crash can leave in storage once: none of the writes, and the state
 * after each of them. A read changes nothing, and before a write it is as after the one before it.
 */
export function choose(requests: readonly string[], stops: 'all' | number): Stop[] {
  const numbers = requests.map((_, index) => index + 1);
  const writes = numbers.filter((at) => isWrite(requests[at - 1] ?? ''));
  const all: Stop[] =
    stops === 'all'
      ? numbers.flatMap((at) => (['before', 'after'] as const).map((when) => ({ at, when })))
      : [
          ...writes.slice(0, 1).map((at) => ({ at, when: 'before' as const })),
          ...writes.map((at) => ({ at, when: 'after' as const })),
        ];
  if (stops === 'all' || all.length <= stops) return all;
  return Array.from(
    { length: stops },
    (_, index) => all[Math.floor((index * all.length) / stops)],
  ).filter((stop) => stop !== undefined);
}

export const isWrite = (request: string): boolean => !/^(GET|HEAD) /.test(request);

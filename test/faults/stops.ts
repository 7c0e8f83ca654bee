/** Where an operation is stopped: before and after each of its requests, or a spread of them. */
import type { Stop } from './stopping.ts';

/** A stop at a request that only reads leaves what the stop before the next write leaves. */
export function choose(requests: readonly string[], stops: 'all' | number): Stop[] {
  const all = requests.flatMap((request, index) =>
    stops === 'all' || isWrite(request)
      ? (['before', 'after'] as const).map((when) => ({ at: index + 1, when }))
      : [],
  );
  if (stops === 'all' || all.length <= stops) return all;
  return Array.from(
    { length: stops },
    (_, index) => all[Math.floor((index * all.length) / stops)],
  ).filter((stop) => stop !== undefined);
}

export const isWrite = (request: string): boolean => !/^(GET|HEAD) /.test(request);

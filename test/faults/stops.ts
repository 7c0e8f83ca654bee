/** Chooses where to stop an operation: before and after each request, or at a sample of these. */
import type { Stop } from './stopping.ts';

/** Skips reads: a stop there leaves the same state as a stop before the next write. */
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

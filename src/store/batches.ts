/** Divides writes into transactions, each within one partition and the limit of parts. */
import { transactionPartsMax } from './tables.ts';

/** @returns every part once; the parts of each partition stay in order */
export function batchesOf<T>(parts: readonly T[], partitionOf: (part: T) => string): T[][] {
  return [...Map.groupBy(parts, partitionOf).values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / transactionPartsMax) }, (_, n) =>
      all.slice(n * transactionPartsMax, (n + 1) * transactionPartsMax),
    ),
  );
}

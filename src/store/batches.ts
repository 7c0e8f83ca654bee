/** Divides what is to be written into transactions: each of one partition and of so many parts. */
import { transactionPartsMax } from './tables.ts';

/** @returns every part once; those of one partition stay in their order */
export function batchesOf<T>(parts: readonly T[], partitionOf: (part: T) => string): T[][] {
  return [...Map.groupBy(parts, partitionOf).values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / transactionPartsMax) }, (_, n) =>
      all.slice(n * transactionPartsMax, (n + 1) * transactionPartsMax),
    ),
  );
}

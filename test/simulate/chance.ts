/** Reproducible randomness: the same seed gives the same people and the same days. */
import fc from 'fast-check';

export type Chance = {
  /** @returns a number in [0, 1) */
  next(): number;
  between(min: number, max: number): number;
  happens(probability: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
};

const largest = 2 ** 31;

export function openChance(seed: number): Chance {
  // fast-check's seeded generator, with uniformly distributed integers.
  const numbers = fc.infiniteStream(fc.noBias(fc.integer({ min: 0, max: largest - 1 })));
  const [stream] = fc.sample(numbers, { seed, numRuns: 1 });
  if (!stream) throw new Error('fast-check returned no stream');
  const next = () => Number(stream.next().value) / largest;
  return {
    next,
    between: (min, max) => min + next() * (max - min),
    happens: (probability) => next() < probability,
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
  };
}

/** A value read from storage and reused for seconds: a hot path reads it without a request. */

export type Cached<T> = {
  load(now: string): Promise<T>;
  /** A change made in this process takes effect at once. */
  forget(): void;
};

/** @param seconds for which a value may be outdated; a failed read is not reused */
export function cached<T>(read: () => Promise<T>, seconds: number): Cached<T> {
  let known: { at: number; value: Promise<T> } | undefined;
  return {
    load(now) {
      const at = Date.parse(now);
      const age = known ? Math.abs(at - known.at) : Number.POSITIVE_INFINITY;
      if (!known || age > seconds * 1_000) {
        const value = read();
        value.catch(() => (known = undefined));
        known = { at, value };
      }
      return known.value;
    },
    forget() {
      known = undefined;
    },
  };
}

/** Makes a value when it is first needed, once. */

/**
 * For patterns with classes of Unicode: reading one takes up to a millisecond, which a start would
 * spend on patterns that its first requests may not need.
 * @returns a function that makes the value when it is first called
 */
export function onFirstUse<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

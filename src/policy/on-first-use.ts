/** Makes a value when it is first needed, once. */

/**
 * For schemas, and patterns with classes of Unicode, which take up to a millisecond each to make: a
 * start would make many that its first requests do not need.
 * @returns a function that makes the value when it is first called
 */
export function onFirstUse<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

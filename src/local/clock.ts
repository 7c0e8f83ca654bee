/**
 * One clock for the local process tree: real time plus an offset that only increases.
 *
 * Importing this file replaces the global `Date` once for each process. The state is on `globalThis`,
 * so that two copies of the file share one clock. Timeouts use real time. The deployed bundle never
 * imports this file.
 */
export type Follower = (offsetMilliseconds: number) => void | Promise<void>;

type Clock = { offsetMilliseconds: number; followers: Set<Follower> };

declare global {
  var localClock: Clock | undefined;
}

const clock: Clock = globalThis.localClock ?? install();

/** @returns milliseconds by which the clock is ahead of real time */
export const offset = (): number => clock.offsetMilliseconds;

/**
 * Moves the clock forward, here and in every follower.
 * Resolves when all followers have moved.
 * @param milliseconds greater than 0
 */
export async function advance(milliseconds: number): Promise<void> {
  if (!(milliseconds > 0)) throw new RangeError('The clock only moves forward.');
  await setOffset(clock.offsetMilliseconds + milliseconds);
}

/** Sets how far the clock is ahead, for instance when stored data is from a later date. */
export async function setOffset(milliseconds: number): Promise<void> {
  clock.offsetMilliseconds = milliseconds;
  await Promise.all([...clock.followers].map((follower) => follower(milliseconds)));
}

/** Notifies the follower of every move from now on. @returns a function that unsubscribes it */
export function follow(follower: Follower): () => void {
  clock.followers.add(follower);
  return () => clock.followers.delete(follower);
}

function install(): Clock {
  const made: Clock = { offsetMilliseconds: 0, followers: new Set() };
  const RealDate = Date;
  const now = (): number => RealDate.now() + made.offsetMilliseconds;
  const virtual = new Proxy(RealDate, {
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
  Object.defineProperty(RealDate.prototype, 'constructor', { value: virtual });
  globalThis.Date = virtual;
  globalThis.localClock = made;
  return made;
}

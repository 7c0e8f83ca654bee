/**
 * One clock for the local process tree: real time plus an offset that only grows.
 *
 * Importing this file replaces the global `Date` once a process; the state hangs on `globalThis`, so
 * that two copies of the file still share one clock. Timeouts stay in real time. The deployed bundle
 * never imports it.
 */
export type Follower = (offsetMilliseconds: number) => void | Promise<void>;

type Clock = { offsetMilliseconds: number; followers: Set<Follower> };

declare global {
  var localClock: Clock | undefined;
}

const clock: Clock = globalThis.localClock ?? install();

/** How far the clock is ahead of real time, in milliseconds. */
export const offset = (): number => clock.offsetMilliseconds;

/**
 * Moves the clock forward, here and in every follower.
 * @param milliseconds more than 0
 * @returns when all followers have moved
 */
export async function advance(milliseconds: number): Promise<void> {
  if (!(milliseconds > 0)) throw new RangeError('The clock only moves forward.');
  await setOffset(clock.offsetMilliseconds + milliseconds);
}

/** Sets how far the clock is ahead, such as when kept data is from a later date. */
export async function setOffset(milliseconds: number): Promise<void> {
  clock.offsetMilliseconds = milliseconds;
  await Promise.all([...clock.followers].map((follower) => follower(milliseconds)));
}

/** Tells the follower of every move from now on. @returns what ends that */
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

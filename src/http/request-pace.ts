/**
 * Limits each person's requests, so that nobody monopolizes an instance or copies its data fast.
 *
 * Counts in the instance's memory, so that counting needs no storage request; with several
 * instances a person's limit multiplies.
 */
import { Refusal } from '../policy/problems.ts';
import { minuteMs } from '../policy/time.ts';

/**
 * @param perMinute requests allowed per person in each minute of the instance
 * @param monotonic milliseconds of a clock that never goes back
 * @returns a function to call for each request of a person; throws Refusal too_many_requests
 */
export function makeRequestPace(perMinute: number, monotonic = () => performance.now()) {
  let counts = new Map<string, number>();
  let minuteBegan = monotonic();
  return (userId: string): void => {
    const at = monotonic();
    if (at - minuteBegan >= minuteMs) {
      counts = new Map();
      minuteBegan = at;
    }
    const count = (counts.get(userId) ?? 0) + 1;
    counts.set(userId, count);
    if (count <= perMinute) return;
    const retryAfterSeconds = Math.ceil((minuteBegan + minuteMs - at) / 1_000);
    throw new Refusal('too_many_requests', { retryAfterSeconds });
  };
}

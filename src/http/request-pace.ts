/**
 * One person's requests cannot take an instance from others, nor copy its data at full speed.
 *
 * Counted in the memory of the instance, so that no request costs storage anything; with several
 * instances a person has as many times the limit.
 */
import { Refusal } from '../policy/problems.ts';
import { minuteMs } from '../policy/time.ts';

/**
 * @param perMinute requests of one person in each minute of the instance
 * @param monotonic milliseconds that never go back
 * @returns what is called for each request of a person; throws Refusal too_many_requests
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

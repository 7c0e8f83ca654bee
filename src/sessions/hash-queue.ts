/**
 * What waits to be hashed: bounded, and shared fairly. When it is full, the newest of the busiest
 * account of the busiest source gives its place up to whoever has fewer there.
 */
import type { HashedFor } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';

type Waiting = { who: HashedFor; reject: (error: Error) => void };

const busy = () => new Refusal('busy', { retryAfterSeconds: 2 });

export function makeHashQueue<Job extends Waiting>() {
  const waiting: Job[] = [];
  return {
    /** Another one is refused where a place is needed, which may be this one. */
    push(job: Job): void {
      waiting.push(job);
      if (waiting.length <= limit.hashQueueMax) return;
      const [refused] = waiting.splice(busiest(waiting.map(({ who }) => who)), 1);
      refused?.reject(busy());
    },
    shift: () => waiting.shift(),
    /** One that has been taken already is not there any more. */
    drop(job: Job): void {
      const index = waiting.indexOf(job);
      if (index >= 0) waiting.splice(index, 1);
    },
    /** @throws Refusal busy when one more for them would be refused at once */
    assertRoom(who: HashedFor): void {
      if (waiting.length < limit.hashQueueMax) return;
      const all = [...waiting.map((job) => job.who), who];
      if (busiest(all) === all.length - 1) throw busy();
    },
  };
}

/** @returns the index of the newest of the busiest account of the busiest source */
function busiest(all: readonly HashedFor[]): number {
  const ofSource = all.map(({ source }) => all.filter((each) => each.source === source).length);
  const ofAccount = all.map(
    ({ account, source }) =>
      all.filter((each) => each.account === account && each.source === source).length,
  );
  const weights = all.map((_, index) => [ofSource[index] ?? 0, ofAccount[index] ?? 0] as const);
  return weights.reduce((most, weight, index) => {
    const [source, account] = weights[most] ?? [0, 0];
    const heavier = weight[0] > source || (weight[0] === source && weight[1] >= account);
    return heavier ? index : most;
  }, 0);
}

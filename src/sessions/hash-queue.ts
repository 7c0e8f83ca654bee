/**
 * The bounded, fairly shared queue of hashing jobs. When it is full, the newest job of the busiest
 * account at the busiest source is refused in favour of anyone with fewer jobs.
 */
import type { HashedFor } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';

type Waiting = { who: HashedFor; reject: (error: Error) => void };

const busy = () => new Refusal('busy', { retryAfterSeconds: 2 });

export function makeHashQueue<Job extends Waiting>() {
  const waiting: Job[] = [];
  return {
    /** When the queue is full, one job is refused, possibly this one. */
    push(job: Job): void {
      waiting.push(job);
      if (waiting.length <= limit.hashQueueMax) return;
      const [refused] = waiting.splice(busiest(waiting.map(({ who }) => who)), 1);
      refused?.reject(busy());
    },
    shift: () => waiting.shift(),
    /** Does nothing if the job has already started. */
    drop(job: Job): void {
      const index = waiting.indexOf(job);
      if (index >= 0) waiting.splice(index, 1);
    },
    /** @throws Refusal busy when another job of theirs would be refused at once */
    assertRoom(who: HashedFor): void {
      if (waiting.length < limit.hashQueueMax) return;
      const all = [...waiting.map((job) => job.who), who];
      if (busiest(all) === all.length - 1) throw busy();
    },
  };
}

/** @returns the index of the newest job of the busiest account at the busiest source */
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

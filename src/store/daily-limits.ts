/** Daily limits on what a person may do to others, counted before each action. */
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { countAttempt, named } from './attempts.ts';
import type { Deps } from './deps.ts';
import { readAttempts } from './throttle.ts';

/** What is counted, and how often it is allowed in a day (Helsinki). */
const dailyLimits = {
  resend_invitation: limit.resendsPerInvitationDay,
  resend_by: limit.resendsPerPersonDay,
  resend_in: limit.resendsPerOrganizationDay,
  mail_to: limit.managerMailsToPersonDay,
  mail_by: limit.managerMailsByPersonDay,
  propose_by: limit.proposalsPerPersonDay,
  offer_by: limit.offersPerPersonDay,
  address_change_by: limit.addressChangesPerPersonDay,
} as const;

/** The id counted under each limit. */
type Counted = { [K in keyof typeof dailyLimits]?: string };

/**
 * Two storage requests for each limit, in parallel.
 * @throws Refusal daily_limit_reached, with the seconds until tomorrow
 */
export async function countToday(
  deps: Pick<Deps, 'store' | 'keyring'>,
  counted: Counted,
  now: string,
): Promise<void> {
  const keys = await deps.keyring.load(now);
  const names = Object.entries(dailyLimits) as [keyof Counted, number][];
  const work = names.flatMap(([name, perDay]) => {
    const id = counted[name];
    return id === undefined ? [] : [{ at: named(keys, `${name} ${id}`, now), perDay }];
  });
  const read = await Promise.all(
    work.map(async (one) => ({ ...one, attempts: await readAttempts(deps.store, one.at) })),
  );
  try {
    for (const { at, attempts, perDay } of read)
      await countAttempt(deps.store, at, attempts, { perDay }, now);
  } catch (error) {
    throw error instanceof Refusal ? asDaily(error) : error;
  }
}

const asDaily = ({ retryAfterSeconds }: Refusal): Refusal =>
  new Refusal('daily_limit_reached', retryAfterSeconds === undefined ? {} : { retryAfterSeconds });

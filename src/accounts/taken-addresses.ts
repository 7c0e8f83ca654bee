/**
 * People who invite learn only as often as inviting needs that an address is taken: a few times a
 * day, each of them an event. Administrators see everybody anyway.
 */
import type { Deps } from '../deps.ts';
import { isAdministration } from '../policy/admission-rules.ts';
import { endOfDayAfter } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import type { Role } from '../policy/roles.ts';
import type { Attempts } from '../store/accounts.ts';
import { countAttempt, countOnly, waitMilliseconds } from '../store/attempts.ts';
import { logEvent } from '../store/log-event.ts';
import { readAttempts, toldCounter } from '../store/throttle.ts';

const allowance = { perDay: limit.addressesToldPerDay };

/** Who invites, and of how many taken addresses they were told before (absent: none). */
export type Inviting = { actorId: string; actorRole: Role; told?: Attempts | undefined };

/** No storage request. @throws Refusal daily_limit_reached when the person was told of too many today */
export function assertMayBeTold({ actorRole, told }: Inviting, now: string): void {
  if (!isAdministration(actorRole) && waitMilliseconds(told, allowance, now) > 0) refuse(now);
}

type Telling = { organizationId: string; addresses: number; by: 'invitation' | 'import' };

/**
 * Before the person is told. Three storage requests, none for an administrator.
 * @throws Refusal daily_limit_reached when that is more than is left today: then none is told
 */
export async function countTold(
  deps: Deps,
  { actorId, actorRole }: Inviting,
  { organizationId, addresses, by }: Telling,
  now: string,
): Promise<void> {
  if (addresses === 0 || isAdministration(actorRole)) return;
  const at = toldCounter(actorId);
  const known = await readAttempts(deps.store, at);
  const { today } = await countAttempt(deps.store, at, known, countOnly, now, addresses);
  const data = { addresses, by };
  await logEvent(deps, { kind: 'addresses_refused', actorId, organizationId, data });
  if (today > limit.addressesToldPerDay) refuse(now);
}

function refuse(now: string): never {
  const milliseconds = Date.parse(endOfDayAfter(now, { days: 0 })) - Date.parse(now);
  const retryAfterSeconds = Math.max(1, Math.ceil(milliseconds / 1_000));
  throw new Refusal('daily_limit_reached', { retryAfterSeconds });
}

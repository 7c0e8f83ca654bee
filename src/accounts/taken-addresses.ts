/**
 * Inviters learn that an address is taken only as often as inviting requires: a few times a day,
 * each recorded as an event. Administrators can see everybody anyway.
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

/** The inviter, and how many taken addresses were disclosed to them before (absent: none). */
export type Inviting = { actorId: string; actorRole: Role; told?: Attempts | undefined };

/** No storage request. @throws Refusal daily_limit_reached when today's limit is used up */
export function assertMayBeTold({ actorRole, told }: Inviting, now: string): void {
  if (!isAdministration(actorRole) && waitMilliseconds(told, allowance, now) > 0) refuse(now);
}

type Telling = { organizationId: string; addresses: number; by: 'invitation' | 'import' };

/**
 * Counts before disclosing. Three storage requests, none for an administrator.
 * @throws Refusal daily_limit_reached when fewer are left today: then none is disclosed
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

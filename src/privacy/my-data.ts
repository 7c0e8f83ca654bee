/** Everything that the service stores about the person asking, as of that moment. */

import { viewOf } from '../accounts/account.ts';
import { pendingChanges } from '../accounts/pending-changes.ts';
import type { Deps } from '../deps.ts';
import { factorView } from '../factors/view.ts';
import { limit } from '../policy/limits.ts';
import { sessionViews } from '../sessions/session-view.ts';
import type { Account } from '../store/accounts.ts';
import { readUserEvents } from '../store/events.ts';
import { loadOrganizationName } from '../store/organizations.ts';
import type { EventRow } from '../store/rows/event.ts';
import { requestView } from './data-requests.ts';
import { knowingSystems, purgeAcknowledgements } from './knowing-systems.ts';

/** Two parallel storage requests, and one more for each further thousand events. */
export async function myData(deps: Deps, account: Account, now: string) {
  const { row, userId } = account;
  const [organizationName, events] = await Promise.all([
    loadOrganizationName(deps.store, row.organizationId),
    eventsAbout(deps, userId),
  ]);
  const { privacyNoticeVersion: version, privacyNoticeLanguage, privacyNoticeReadAt } = row;
  return {
    madeAt: now,
    profile: viewOf(account, deps.policy, now),
    organizationName: organizationName ?? '',
    externalId: account.person?.externalId,
    sessions: await sessionViews(deps, account.sessions, now),
    pendingChanges: pendingChanges(account, now),
    secondFactors: account.factors.flatMap(factorView),
    acknowledgement: { version, language: privacyNoticeLanguage, at: privacyNoticeReadAt },
    systems: await knowingSystems(deps, account, now),
    requests: account.dataRequests.map(requestView),
    events: events.map((event) => ({
      at: event.at,
      kind: event.kind,
      by: byWhom(event, userId),
      data: event.data,
    })),
  };
}

/**
 * A certificate without personal data: it confirms an erasure, its date and its rule, and names the
 * systems that knew the person. The erasure is complete once all that can be told have acknowledged it.
 * @returns undefined if nobody with the id was erased
 */
export async function erasureCertificate(
  deps: Pick<Deps, 'store' | 'systems'>,
  account: Account | undefined,
  now: string,
) {
  const { erasedAt, chainLength } = account?.row ?? {};
  if (!account || !erasedAt) return undefined;
  const { userId } = account;
  let erasure: EventRow | undefined;
  for await (const event of readUserEvents(deps.store, userId)) {
    // Nothing happens to an account after its erasure.
    erasure ??= event.number === chainLength ? event : undefined;
    const rule = erasure && ruleIn(event, erasure);
    if (!erasure || !rule) continue;
    const acknowledgements = await purgeAcknowledgements(deps, account, now);
    return { userId, erasedAt, rule, by: byWhom(erasure, userId), ...acknowledgements };
  }
  return undefined;
}

/** An earlier release did not record the rule; it then follows from the preceding event. */
function ruleIn(event: EventRow, erasure: EventRow): string | undefined {
  if (event === erasure && typeof event.data['rule'] === 'string') return event.data['rule'];
  if (erasure.kind !== 'erased' || erasure.actorId !== 'service') return erasure.kind;
  if (event.kind === 'deactivated') return String(event.data['reason']);
  if (event.kind === 'invitation_declined') return 'approval_not_given';
  return event.number === 1 ? 'invitation_unused' : undefined;
}

/** Newest first. */
async function eventsAbout(deps: Pick<Deps, 'store'>, userId: string): Promise<EventRow[]> {
  const events: EventRow[] = [];
  for await (const event of readUserEvents(deps.store, userId)) {
    if (!event.void) events.push(event);
    if (events.length >= limit.myEventsMax) break;
  }
  return events;
}

/** Who acted, without naming another person. */
function byWhom({ actorId }: EventRow, userId: string): 'person' | 'service' | 'somebody_else' {
  if (actorId === userId) return 'person';
  return actorId === 'service' ? 'service' : 'somebody_else';
}

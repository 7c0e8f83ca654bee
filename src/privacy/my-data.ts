/** Everything that the service keeps about the person who asks, read at that moment. */
import { viewOf } from '../accounts/account.ts';
import type { Deps } from '../deps.ts';
import { factorView } from '../factors/view.ts';
import { limit } from '../policy/limits.ts';
import type { Account } from '../store/accounts.ts';
import { loadOrganizationName } from '../store/organizations.ts';
import { eventPrefix } from '../store/row-keys.ts';
import { type EventRow, eventRow } from '../store/rows.ts';
import { readAll, readPage, rowsUnder } from '../store/tables.ts';
import { requestView } from './data-requests.ts';

/** Two storage requests side by side, and one more for each further thousand events. */
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
    sessions: account.sessions.map(({ id, createdAt, usedAt, expiresAt }) => {
      return { sessionId: id, createdAt, usedAt, expiresAt };
    }),
    secondFactors: account.factors.flatMap(factorView),
    acknowledgement: { version, language: privacyNoticeLanguage, at: privacyNoticeReadAt },
    requests: account.dataRequests.map(requestView),
    events: events.map((event) => ({
      at: event.at,
      kind: event.kind,
      by: byWhom(event, userId),
      data: event.data,
    })),
  };
}

export type MyData = Awaited<ReturnType<typeof myData>>;

/**
 * A certificate without personal data: that, when and by which rule somebody was erased.
 * @returns undefined when nobody of the id was erased
 */
export async function erasureCertificate(deps: Pick<Deps, 'store'>, account: Account | undefined) {
  if (!account?.row.erasedAt) return undefined;
  const filter = rowsUnder(account.userId, eventPrefix);
  const { rows } = await readPage(await deps.store.table('accounts'), eventRow, { filter });
  // Nothing happens to an account after its erasure.
  const erasure = rows.find(({ number }) => number === account.row.chainLength);
  if (!erasure) return undefined;
  const by = byWhom(erasure, account.userId);
  return { userId: account.userId, erasedAt: account.row.erasedAt, rule: erasure.kind, by };
}

/** Newest first. */
async function eventsAbout(deps: Pick<Deps, 'store'>, userId: string): Promise<EventRow[]> {
  const events: EventRow[] = [];
  const filter = rowsUnder(userId, eventPrefix);
  for await (const event of readAll(await deps.store.table('accounts'), eventRow, filter)) {
    if (!event.void) events.push(event);
    if (events.length >= limit.myEventsMax) break;
  }
  return events;
}

/** Who did it, without naming another person. */
function byWhom({ actorId }: EventRow, userId: string): 'person' | 'service' | 'somebody_else' {
  if (actorId === userId) return 'person';
  return actorId === 'service' ? 'service' : 'somebody_else';
}

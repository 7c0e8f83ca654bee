/** Counts the people who await a decision of the caller, or whose account or invitation ends soon. */
import type { Deps } from '../deps.ts';
import { evaluateLifecycle, startOfDay } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { type Permission, scopeOf } from '../policy/roles.ts';
import { dayMs, laterBy } from '../policy/time.ts';
import type { WorkKind } from '../policy/work-kinds.ts';
import type { Account } from '../store/accounts.ts';
import { type AwaitingPerson, readAwaiting, searchAwaiting } from '../store/directory.ts';
import { keepsAwaiting } from '../store/timer-state.ts';
import { endingBy, lapsesSoon, soonFrom } from './lapses-soon.ts';
import { mayDecide } from './may-decide.ts';
import { listOffers } from './offers.ts';

export type Work = { kind: WorkKind; count: number; more?: true; firstAt?: string };

/** Until when an invitation expires soon: from its reminder on. */
const expiryMs = limit.reminderDaysBefore * dayMs;

type PendingDeps = Pick<Deps, 'store' | 'policy' | 'settings'>;

/**
 * One storage request for each thousand people concerned, `workPagesMax` at most. For the
 * administration one more, and until the first census of this release as many again; for a primary
 * user two more, one for each offered person, and those that proposals need (`mayDecide`).
 */
export async function pendingPeople(deps: PendingDeps, caller: Account, now: string) {
  const { role, organizationId: home } = caller.row;
  const scope = scopeOf(role, 'people.read');
  if (!scope) return [];
  const own = scope === 'own';
  const [{ people, more }, offers] = await Promise.all([
    own
      ? searchAwaiting(deps.store, { organizationId: home, soon: soonIn(deps, now) })
      : everyoneAwaiting(deps),
    own ? listOffers(deps, { organizationId: home, direction: 'incoming' }, now) : [],
  ]);
  const proposals = await approvable(deps, people, caller, now);
  const may = (permission: Permission) => scopeOf(role, permission) !== undefined;
  const dated: [WorkKind, boolean, (string | undefined)[]][] = [
    ['approvals', may('people.invite'), proposals],
    [
      'restore_requests',
      may('people.restore'),
      people.flatMap((each) => restoreBy(deps, each, now)),
    ],
    ['data_requests', may('requests.answer'), people.flatMap(answerBy)],
    ['transfers', own, offers.map(({ expiresAt }) => expiresAt)],
    ['expiring_invitations', own, people.flatMap((each) => expiresAt(deps, each, now))],
    ['expiring_accounts', own, people.flatMap((each) => lapsesAt(deps, each, now))],
  ];
  return dated.flatMap(([kind, shown, at]) => (shown ? counted(kind, at, more) : []));
}

/** Until the first census of this release, the rows may be incomplete: then the lists are searched. */
async function everyoneAwaiting({ store }: PendingDeps) {
  const [kept, awaiting] = await Promise.all([keepsAwaiting({ store }), readAwaiting(store)]);
  return kept ? awaiting : searchAwaiting(store, {});
}

/** @param at one instant for each piece of work @returns nothing if there is none */
export function counted(kind: WorkKind, at: readonly (string | undefined)[], more = false): Work[] {
  if (at.length === 0) return [];
  const firstAt = at.filter((each) => each !== undefined).sort()[0];
  const count = Math.min(at.length, limit.workCountMax);
  const beyond = more || at.length > count;
  return [{ kind, count, ...(beyond && { more: true }), ...(firstAt && { firstAt }) }];
}

function soonIn({ policy }: Pick<Deps, 'policy'>, now: string) {
  return { from: now, until: laterBy(now, expiryMs), ...endingBy(policy, soonFrom(now)) };
}

/** @returns until when each proposal that the caller may approve can be approved */
async function approvable(
  deps: PendingDeps,
  people: readonly AwaitingPerson[],
  caller: Account,
  now: string,
): Promise<string[]> {
  const open = people.flatMap((person) => {
    const { status, next } = evaluateLifecycle(person, deps.policy, now);
    return status === 'proposed' && next ? [{ ...person, decideBy: next.at }] : [];
  });
  const may = await mayDecide(deps, open, caller);
  return open.filter(({ userId }) => may.get(userId)?.mayApprove).map(({ decideBy }) => decideBy);
}

function restoreBy(deps: PendingDeps, person: AwaitingPerson, now: string): string[] {
  const { status, eraseAt } = evaluateLifecycle(person, deps.policy, now);
  return status === 'deactivated' && person.restoreAskedAt && eraseAt ? [eraseAt] : [];
}

const answerBy = ({ requestDueOn }: AwaitingPerson): string[] =>
  requestDueOn ? [startOfDay(requestDueOn)] : [];

function expiresAt(deps: PendingDeps, person: AwaitingPerson, now: string): string[] {
  const { status } = evaluateLifecycle(person, deps.policy, now);
  const at = person.invitationExpiresAt;
  return status === 'invited' && at && at <= laterBy(now, expiryMs) ? [at] : [];
}

function lapsesAt(deps: PendingDeps, person: AwaitingPerson, now: string): string[] {
  const { deactivateAt } = evaluateLifecycle(person, deps.policy, now);
  return deactivateAt && lapsesSoon(deps, person, now) ? [deactivateAt] : [];
}

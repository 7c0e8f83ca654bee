/**
 * Once a day: counts people, refiles those missing from the schedule, checks who is counted as
 * awaiting a decision, decides how early notices begin, finds invitations that are no longer valid,
 * and reports connected systems that are silent.
 */

import { judgedPeople } from '../accounts/invitation-stands.ts';
import { refile } from '../accounts/lapse.ts';
import type { Deps } from '../deps.ts';
import { dayOf, evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { earlyDaysFor } from '../policy/notice-pace.ts';
import type { Status } from '../policy/statuses.ts';
import { dayMs, laterBy } from '../policy/time.ts';
import { silentSystems } from '../signals/undelivered.ts';
import { loadAccount, loadReadable } from '../store/accounts.ts';
import {
  type AwaitingPerson,
  type ListedPerson,
  readAwaiting,
  readPeople,
} from '../store/directory.ts';
import { projectAndFollow } from '../store/effects.ts';
import { awaitsDecision } from '../store/project-lists.ts';
import type { CensusRow } from '../store/rows/state.ts';
import { file, readSchedule } from '../store/schedule.ts';
import { putCensus } from '../store/timer-state.ts';
import { tellOfVoidInvitations } from './tell-void-invitations.ts';

/** One storage request for each thousand people. */
export async function countActive(
  deps: Pick<Deps, 'store' | 'policy'>,
  now: string,
): Promise<number> {
  let active = 0;
  for await (const person of readPeople(deps.store))
    if (evaluateLifecycle(person, deps.policy, now).status === 'active') active++;
  return active;
}

/** @returns people by status, and how many were refiled or counted anew */
export async function census(deps: Deps, now: string) {
  const { filed, due } = await countFiled(deps, now);
  const counts: Record<Status, number> = {
    proposed: 0,
    declined: 0,
    invited: 0,
    invitation_expired: 0,
    invitation_void: 0,
    active: 0,
    deactivated: 0,
    erased: 0,
  };
  const lacking: string[] = [];
  const open: ListedPerson[] = [];
  const awaiting: ListedPerson[] = [];
  for await (const person of readPeople(deps.store)) {
    const { status, next } = evaluateLifecycle(person, deps.policy, now);
    counts[status]++;
    if (status === 'invited') open.push(person);
    if (awaitsDecision(person)) awaiting.push(person);
    if (next && !filed.has(person.userId)) lacking.push(person.userId);
  }
  for (const userId of lacking) await fileAnew(deps, userId, now);
  const awaitingCorrected = await correctAwaiting(deps, awaiting, now);
  const found = (await judgedPeople(deps, open, now)).filter(({ inviterLost }) => inviterLost);
  counts.invited -= found.length;
  counts.invitation_void = found.length;
  await tellOfVoidInvitations(deps, found, now);
  for (const systemId of await silentSystems(deps, now)) deps.log('system_silent', { systemId });
  const earlyDays = earlyDaysFor(due, deps.settings.MAIL_PER_HOUR);
  const row: CensusRow = { ranAt: now, active: counts.active, earlyDays, awaitingKeptAt: now };
  await putCensus(deps, row);
  const shown = { ...counts, scheduleLacked: lacking.length, awaitingCorrected, earlyDays };
  deps.log('accounts_counted', shown);
  return shown;
}

/**
 * Projects anew whoever is counted and not listed as awaiting a decision, or the reverse: a previous
 * release has changed them.
 * @returns how many
 */
async function correctAwaiting(
  { store, keyring }: Pick<Deps, 'store' | 'keyring'>,
  listed: readonly ListedPerson[],
  now: string,
): Promise<number> {
  const due = ({ userId, ...person }: AwaitingPerson) =>
    [userId, person.approvalAskedAt, person.restoreAskedAt, person.requestDueOn].join();
  const { people } = await readAwaiting(store);
  const known = new Set(people.map(due));
  const wanted = new Set(listed.map(due));
  const wrong = [
    ...listed.filter((each) => !known.has(due(each))),
    ...people.filter((each) => !wanted.has(due(each))),
  ];
  const ids = [...new Set(wrong.map(({ userId }) => userId))];
  const keys = await keyring.load(now);
  for (const userId of ids)
    await projectAndFollow({ store, keys }, userId, await loadReadable(store, userId));
  return ids.length;
}

/** Everybody in the schedule, and the count for each coming day; today includes past days. */
async function countFiled(deps: Deps, now: string) {
  const filed = new Set<string>();
  const days = Array.from({ length: limit.noticeEarlyDaysMax + 1 }, (_, day) =>
    dayOf(laterBy(now, day * dayMs)),
  );
  const due = days.map(() => 0);
  for await (const { userId, day, step } of readSchedule(deps.store)) {
    filed.add(userId);
    const index = day < (days[0] ?? '') ? 0 : days.indexOf(day);
    if (index >= 0 && step !== 'erase') due[index] = (due[index] ?? 0) + 1;
  }
  return { filed, due };
}

/** Restores a lost row where the account expects it, or files the account by its dates. */
async function fileAnew(deps: Deps, userId: string, now: string): Promise<void> {
  const account = await loadAccount(deps.store, userId);
  if (!account) return;
  const { scheduledIn, scheduledFor: step } = account.row;
  if (!scheduledIn) {
    await refile(deps, account, now);
    return;
  }
  await file(deps.store, { when: scheduledIn, userId, step });
}

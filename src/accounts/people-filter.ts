/** The filters of lists of people; whoever is to be erased fits none. */
import type { Deps } from '../deps.ts';
import { fullName } from '../policy/full-name.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import type { Role } from '../policy/roles.ts';
import { findable, hasWordBeginning, searchWords } from '../policy/search-words.ts';
import type { Status, Step } from '../policy/statuses.ts';
import { loadReadable } from '../store/accounts.ts';
import type { ListedPerson } from '../store/directory.ts';
import { inParallel } from '../store/in-parallel.ts';

export type PeopleFilter = {
  role?: Role | undefined;
  statuses?: readonly Status[] | undefined;
  /** Within one organization, any part of a word; across all of them, the beginning of one. */
  text?: string | undefined;
  /** Absent: all organizations. */
  organizationId?: string | undefined;
  /** Only people who have requested a restore. */
  restoreAsked?: boolean;
  /** Only accounts in use, last used or else activated before this instant. */
  lastUsedBefore?: string | undefined;
  /** Only accounts in use that will be deactivated before this instant unless somebody acts. */
  lapsesBefore?: string | undefined;
  /** Only accounts in use. */
  withoutSecondFactor?: true | undefined;
  /** Only accounts whose next step is due by this instant, at the latest. */
  dueBy?: string | undefined;
  /** Only accounts with this next step. */
  step?: Step | undefined;
};

type FilterDeps = Pick<Deps, 'store' | 'policy'>;

const atOnceMax = 8;

/**
 * No storage request, except with `withoutSecondFactor`: one for each account that the previous
 * release listed, until its next change.
 * @throws Refusal too_many_to_scan beyond `unlistedFactorsMax` such accounts
 */
export async function personFilter<T extends ListedPerson>(
  deps: FilterDeps,
  ask: PeopleFilter,
  people: readonly T[],
  now: string,
): Promise<T[]> {
  const words = searchWords(ask.text ?? '');
  const hasWord = ask.organizationId ? holds : hasWordBeginning;
  const found = people.filter(
    (row) => matches(deps, row, ask, now) && hasWords(row, words, hasWord),
  );
  if (!ask.withoutSecondFactor) return found;
  const unlisted = found.filter(({ secondFactor }) => secondFactor === undefined);
  if (unlisted.length > limit.unlistedFactorsMax) throw new Refusal('too_many_to_scan');
  const holders = new Set<string>();
  await inParallel(unlisted, atOnceMax, async ({ userId }) => {
    const account = await loadReadable(deps.store, userId);
    if (account && account.factors.length > 0) holders.add(userId);
  });
  return found.filter(({ userId, secondFactor }) => !secondFactor && !holders.has(userId));
}

/** @returns whether everything except the text and the second factor fits; no storage request */
export function matches(
  { policy }: Pick<Deps, 'policy'>,
  row: ListedPerson,
  ask: PeopleFilter,
  now: string,
): boolean {
  if (ask.role && row.role !== ask.role) return false;
  const { status, next, deactivateAt = '' } = evaluateLifecycle(row, policy, now);
  // A person is hidden from the date of erasure on, even before the timer has run.
  if (status === 'erased') return false;
  if (ask.statuses && !ask.statuses.includes(status)) return false;
  if (ask.restoreAsked && row.restoreAskedAt === undefined) return false;
  const { dueBy, step, lastUsedBefore, lapsesBefore, withoutSecondFactor } = ask;
  if (dueBy && (next === undefined || next.at > dueBy)) return false;
  if (step && next?.step !== step) return false;
  if (!lastUsedBefore && !lapsesBefore && !withoutSecondFactor) return true;
  if (status !== 'active') return false;
  const lastUsed = row.lastActivityAt ?? row.activatedAt ?? '';
  if (lastUsedBefore && lastUsed >= lastUsedBefore) return false;
  return !lapsesBefore || deactivateAt < lapsesBefore;
}

function hasWords(
  person: ListedPerson,
  words: readonly string[],
  hasWord: (hay: string, word: string) => boolean,
): boolean {
  if (words.length === 0) return true;
  const hay = findable(`${fullName(person)} ${person.email}`);
  return words.every((word) => hasWord(hay, word));
}

const holds = (hay: string, word: string): boolean => hay.includes(word);

/** Where a list looks for people, so that across organizations it need not read everybody. */
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { searchWords } from '../policy/search-words.ts';
import type { Status, Step } from '../policy/statuses.ts';
import type { PeopleSource, Rough } from '../store/people-window.ts';
import { openRange, searchRange } from '../store/search-keys.ts';
import { readTimer } from '../store/timer-state.ts';
import { endingBy, steppingBy } from './lapses-soon.ts';
import type { PeopleFilter } from './people-filter.ts';

/** Statuses of people who have not activated an account. */
const open: readonly Status[] = [
  'proposed',
  'declined',
  'invited',
  'invitation_expired',
  'invitation_void',
];

const openSteps: readonly (Step | undefined)[] = ['decline', 'remind'];

/**
 * One organization's list is read as it is, and so is everybody's while it is short or the search
 * index is not complete. One storage request across organizations, none otherwise.
 * @param indexed what an earlier window has found out
 * @returns where to look, and whether everybody is too many to be read
 */
export async function peopleSource(
  deps: Pick<Deps, 'store' | 'policy' | 'keyring'>,
  ask: PeopleFilter,
  now: string,
  indexed?: boolean,
): Promise<{ source: PeopleSource; indexed?: boolean }> {
  const { organizationId, statuses, step, text = '' } = ask;
  if (organizationId) return { source: { from: 'organization', organizationId } };
  if (!(indexed ?? (await isIndexed(deps))))
    return { source: { from: 'everybody' }, indexed: false };
  const rough = roughOf(deps, ask, now);
  const keys = await deps.keyring.load(now);
  const isOpen = statuses?.every((each) => open.includes(each)) ?? openSteps.includes(step);
  const range = searchRange(keys, searchWords(text)) ?? (isOpen ? openRange : undefined);
  const source: PeopleSource = range
    ? { from: 'index', range, keys, rough }
    : { from: 'everybody', rough };
  return { source, indexed: true };
}

async function isIndexed(deps: Pick<Deps, 'store'>): Promise<boolean> {
  const { indexedAt, indexedPeople = 0 } = (await readTimer(deps, 'searchIndex')) ?? {};
  return indexedAt !== undefined && indexedPeople >= limit.searchRowsMax;
}

function roughOf({ policy }: Pick<Deps, 'policy'>, ask: PeopleFilter, now: string): Rough {
  const { role, restoreAsked, statuses, lastUsedBefore, lapsesBefore, dueBy } = ask;
  const ended = statuses?.every((status) => status === 'deactivated') ? now : undefined;
  const until = lapsesBefore ?? ended;
  const ending = until ? endingBy(policy, until) : dueBy && steppingBy(policy, dueBy);
  return { role, restoreAsked, unusedSince: lastUsedBefore, ...(ending && { ending }) };
}

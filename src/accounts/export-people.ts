/** Exports a list of people as CSV; each export is an event that counts them and names nobody. */
import type { Deps } from '../deps.ts';
import { csvLine, type Separator } from '../policy/csv-text.ts';
import type { Language } from '../policy/languages.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { logEvent } from '../store/log-event.ts';
import { listOrganizations } from '../store/organizations.ts';
import { userView } from './account.ts';
import type { Window } from './people-cursor.ts';
import { type Placed, placedOrder } from './people-order.ts';
import { type ExportedPerson, peopleTable } from './people-table.ts';
import { type Asked, placedPeople } from './search.ts';

type ExportDeps = Pick<Deps, 'store' | 'policy' | 'settings' | 'clock' | 'keyring'>;

/**
 * The requests of a search for each window, one for the organizations' names, and one for the event.
 * @throws Refusal too_many_to_scan beyond `searchPartsMax` windows
 */
export async function exportPeople(
  deps: ExportDeps,
  ask: Asked & { separator: Separator; language?: Language | undefined },
  actor: { userId: string; organizationId: string },
  now: string,
): Promise<string> {
  const [placed, organizations] = await Promise.all([
    everyonePlaced(deps, ask, now),
    listOrganizations(deps.store),
  ]);
  const names = new Map(organizations.map(({ organizationId, row }) => [organizationId, row.name]));
  const people = placed.map(({ row }): ExportedPerson => {
    const view = userView({ userId: row.userId, row, person: row }, deps.policy, now);
    const { secondFactor } = row;
    return { ...view, organization: names.get(row.organizationId), secondFactor };
  });
  await logEvent(deps, {
    kind: 'people_exported',
    actorId: actor.userId,
    organizationId: actor.organizationId,
    data: { people: people.length },
  });
  const lines = peopleTable(people, ask.language);
  return lines.map((line) => csvLine(line, ask.separator)).join('');
}

/** Window after window; sorted together. */
async function everyonePlaced(deps: ExportDeps, ask: Asked, now: string) {
  const placed: Placed[] = [];
  let where: Window = {};
  for (let windows = 0; windows < limit.searchPartsMax; windows++) {
    const { end, indexed, ...window } = await placedPeople(deps, ask, where, now);
    placed.push(...window.placed);
    where = { indexed, next: end.next };
    if (!where.next) return windows === 0 ? placed : placed.toSorted(placedOrder(ask));
  }
  throw new Refusal('too_many_to_scan');
}

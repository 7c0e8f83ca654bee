/** A session as its owner sees it, with the connected systems that it entered. */
import type { Deps } from '../deps.ts';
import type { Session } from '../store/accounts.ts';

/** No storage request unless a session entered a system, whose names are then cached. */
export async function sessionViews(
  { systems }: Pick<Deps, 'systems'>,
  sessions: readonly Session[],
  now: string,
) {
  const entered = sessions.some((session) => session.systems?.length);
  const known = entered ? await systems.load(now) : [];
  const nameOf = (systemId: string) => known.find((each) => each.systemId === systemId)?.row.name;
  return sessions.map(({ id, createdAt, usedAt, expiresAt, systems: entries = [] }) => ({
    ...{ sessionId: id, createdAt, usedAt, expiresAt },
    systems: entries.flatMap(({ systemId, at }) => {
      const name = nameOf(systemId);
      return name ? [{ systemId, name, enteredAt: at }] : [];
    }),
  }));
}

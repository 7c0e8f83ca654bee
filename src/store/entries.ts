/** What a person's sessions have entered: connected systems, and their open codes and tokens. */
import type { Grant, Session } from './accounts.ts';

/** A connected system, and the id under which it knows the session. */
export type Entry = { systemId: string; sid: string };

/** @returns the entries that no session has any more */
export function endedEntries(before: readonly Session[], after: readonly Session[]): Entry[] {
  const left = new Set(entriesOf(after).map(nameOf));
  return entriesOf(before).filter((entry) => !left.has(nameOf(entry)));
}

/** @param sessions those that remain; undefined if all do @returns the grants that remain valid */
export function openGrants(
  grants: readonly Grant[],
  sessions: readonly Session[] | undefined,
  now: string,
): Grant[] {
  return grants.filter(
    ({ systemId, sessionId, expiresAt }) =>
      expiresAt > now && (sessions === undefined || isEntered(sessions, sessionId, systemId)),
  );
}

export function isEntered(
  sessions: readonly Session[],
  sessionId: string,
  systemId: string,
): boolean {
  const session = sessions.find(({ id }) => id === sessionId);
  return session?.systems?.some((entry) => entry.systemId === systemId) ?? false;
}

function entriesOf(sessions: readonly Session[]): Entry[] {
  return sessions
    .flatMap(({ systems = [] }) => systems)
    .map(({ systemId, sid }) => ({ systemId, sid }));
}

const nameOf = ({ systemId, sid }: Entry): string => `${systemId} ${sid}`;

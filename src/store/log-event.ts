/** Writes an event to the log only: it changes nothing, so there is nothing to repair. */

import type { LogOnlyKind } from '../policy/event-names.ts';
import type { Deps } from './deps.ts';
import { newEvent } from './event-id.ts';
import { openEntry } from './journal.ts';

type LogEvent = {
  kind: LogOnlyKind;
  actorId: string;
  organizationId: string;
  /** The person concerned; absent: the actor. */
  subjectId?: string;
  data: Record<string, unknown>;
  /** For an event that a crash may cause to be written again; absent: a new one. */
  event?: { eventId: string; at: string };
};

/** One storage request. @returns the event's id */
export async function logEvent(
  deps: Pick<Deps, 'store' | 'clock'>,
  { subjectId, event: given, ...event }: LogEvent,
): Promise<string> {
  const { eventId, at } = given ?? newEvent(deps);
  await openEntry(deps.store, {
    ...event,
    eventId,
    at,
    subjectKind: 'user',
    subjectId: subjectId ?? event.actorId,
    state: 'done',
  });
  return eventId;
}

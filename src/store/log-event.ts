/** Writes an event of the log alone: nothing is changed by it, so there is nothing to repair. */

import type { LogOnlyKind } from '../policy/event-names.ts';
import type { Deps } from './deps.ts';
import { newEvent } from './event-id.ts';
import { openEntry } from './journal.ts';

type LogEvent = {
  kind: LogOnlyKind;
  actorId: string;
  organizationId: string;
  /** The person it is about; absent: the actor. */
  subjectId?: string;
  data: Record<string, unknown>;
  /** Of what may be written again after a crash; absent: a new one. */
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

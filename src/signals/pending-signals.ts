/** What a connected system has still to be told about a person, in the order in which it happened. */
import { z } from 'zod';
import { type SignalName, signalNamesOf } from '../policy/signals.ts';
import type { NumberedEvent } from '../store/known-systems.ts';
import type { KnownSystemRow } from '../store/rows/sign-in.ts';

/** One Security Event Token to be, without its signature. */
export type Signal = {
  name: SignalName;
  userId: string;
  /** Always the same for the same event, system and part. */
  jti: string;
  /** Its position: the event's number, and how many signals of that event come before it. */
  number: number;
  part: number;
  at: string;
  /** The id under which the system knows the session that ended. */
  sid?: string;
  event: NumberedEvent;
};

const endedEntries = z.array(z.object({ systemId: z.string(), sid: z.string() })).catch([]);

/** @param events of the person, in order; @param told how far the system has been told */
export function pendingSignals(
  events: readonly NumberedEvent[],
  { userId, systemId }: { userId: string; systemId: string },
  { told, part: toldParts = 0 }: Pick<KnownSystemRow, 'told' | 'part'>,
): Signal[] {
  return events
    .filter(({ number }) => number > told)
    .flatMap((event) => signalsIn(event, userId, systemId))
    .filter(({ number, part }) => number > told + 1 || part >= toldParts);
}

function signalsIn(event: NumberedEvent, userId: string, systemId: string): Signal[] {
  const { number, eventId, at } = event;
  const sids = endedEntries
    .parse(event.data['ended'] ?? [])
    .filter((entry) => entry.systemId === systemId)
    .map(({ sid }) => sid);
  return signalNamesOf(event.kind)
    .flatMap((name): Pick<Signal, 'name' | 'sid'>[] =>
      name === 'session-revoked' ? sids.map((sid) => ({ name, sid })) : [{ name }],
    )
    .map((each, part) => {
      const jti = [userId, eventId, part].join('.');
      return { ...each, userId, jti, number, part, at, event };
    });
}

/** @returns how far the system has been told once it has acknowledged this signal */
export const toldBy = ({ number, part }: Signal): Pick<KnownSystemRow, 'told' | 'part'> => ({
  told: number - 1,
  part: part + 1,
});

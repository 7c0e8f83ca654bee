/** Checks one subject's chain: each event's keyed hash covers itself and the event before it. */
import { chained } from '../store/change.ts';
import type { Keys } from '../store/keyring.ts';
import type { EventRow } from '../store/rows/event.ts';
import type { Finding } from './finding.ts';

export type ChainEvent = EventRow & { eventId: string };
export type Head = { chainHead?: string | undefined; chainLength: number };

type Hash = Pick<Keys, 'auditMac'>;

/**
 * @param head of the subject's row; undefined if the row is gone
 * @param events in any order; tombstones written by repair are not events
 */
export function verifyChain(
  keys: Hash,
  subjectId: string,
  head: Head | undefined,
  events: readonly ChainEvent[],
): Finding[] {
  const real = events.filter((event) => !isRuledOut(event));
  const byNumber = Map.groupBy(real, ({ number }) => number);
  const findings: Finding[] = [];
  let last: ChainEvent | undefined;
  for (const number of [...byNumber.keys()].sort((a, b) => a - b)) {
    const rivals = byNumber.get(number) ?? [];
    const expected = (last?.number ?? 0) + 1;
    const fitting = rivals.find((event) => fits(keys, subjectId, last?.mac, event, number));
    const event = number < expected ? undefined : (fitting ?? rivals[0]);
    for (const { eventId } of rivals.filter((rival) => rival !== event))
      findings.push({ what: 'event_inserted', subjectId, eventId, number });
    if (!event) continue;
    for (let gap = expected; gap < number; gap++)
      findings.push({ what: 'event_removed', subjectId, number: gap });
    // After a gap, the previous event is unknown; the log confirms this one's content.
    if (event.void || (number === expected && !fitting)) {
      const what = event.void ? 'event_changed' : misfit(keys, subjectId, event, real);
      findings.push({ what, subjectId, eventId: event.eventId, number });
    }
    last = event;
  }
  return [...findings, ...checkHead(subjectId, head, last)];
}

function checkHead(
  subjectId: string,
  head: Head | undefined,
  last: ChainEvent | undefined,
): Finding[] {
  const reached = last?.number ?? 0;
  const promised = head?.chainLength ?? 0;
  if (promised > reached) return [{ what: 'events_truncated', subjectId, number: reached + 1 }];
  if (!last || (promised === reached && head?.chainHead === last.mac)) return [];
  const { eventId, number } = last;
  return [{ what: 'event_inserted', subjectId, eventId, number }];
}

/** Repair's tombstone for a change that never happened; anything else is an event. */
export function isRuledOut(event: EventRow): boolean {
  const { void: isVoid, kind, mac, number, data } = event;
  const isEmpty = mac === '' && number === 0 && Object.keys(data).length === 0;
  return isVoid === true && kind === 'ruled_out' && isEmpty;
}

function fits(
  keys: Hash,
  subjectId: string,
  previous: string | undefined,
  event: ChainEvent,
  number: number,
): boolean {
  return keys.auditMac(chained(previous, { ...event, userId: subjectId, number })) === event.mac;
}

/** A genuine event in the wrong place, an inserted one, or one whose content was changed. */
function misfit(
  keys: Hash,
  subjectId: string,
  event: ChainEvent,
  all: readonly ChainEvent[],
): 'event_reordered' | 'event_changed' {
  const macs = [undefined, ...all.map(({ mac }) => mac)];
  const belongs = all.some((_, index) =>
    macs.some((mac) => fits(keys, subjectId, mac, event, index + 1)),
  );
  return belongs ? 'event_reordered' : 'event_changed';
}

/** The findings of an audit verification; each names the event or day concerned. */

export type Finding = {
  what:
    | 'event_changed'
    | 'event_removed'
    | 'event_inserted'
    | 'event_reordered'
    | 'events_truncated'
    | 'log_changed'
    | 'log_removed'
    | 'log_inserted'
    | 'root_changed'
    | 'root_missing';
  subjectId?: string;
  eventId?: string;
  /** The event's place in its subject's chain, from 1. */
  number?: number;
  /** Such as `2026-12-31`, in UTC. */
  day?: string;
  /** The day's root waits for a change that repair could not finish. */
  why?: 'unfinished_change';
};

/** @returns one human-readable line */
export function lineOf({ what, subjectId, eventId, number, day, why }: Finding): string {
  const parts = [
    what,
    ...(day ? [`day ${day}`] : []),
    ...(subjectId ? [`subject ${subjectId}`] : []),
    ...(eventId ? [`event ${eventId}`] : []),
    ...(number ? [`number ${number}`] : []),
    ...(why ? ['because of an unfinished change'] : []),
  ];
  return parts.join(' ');
}

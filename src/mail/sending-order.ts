/** The order in which waiting e-mails are sent; for each person, always oldest first. */
import type { WaitingMail } from '../store/waiting-mails.ts';

/**
 * Sorts e-mails that people are waiting for first, then by age; those with failures of their own
 * come last. The very first one tests whether the mail service works again.
 * @returns each person's e-mails, oldest first
 */
export function inSendingOrder(mails: readonly WaitingMail[]): WaitingMail[][] {
  const people = new Map<string, WaitingMail[]>();
  for (const mail of mails) people.set(mail.userId, [...(people.get(mail.userId) ?? []), mail]);
  const sorted = [...people.values()]
    .map((own) => own.sort(byKey(({ eventId }) => eventId)))
    .sort(byKey(([head]) => head?.eventId ?? ''))
    .sort(byKey((own) => (own.some(({ queue }) => queue === 'now') ? 'a' : 'b')))
    .sort(byKey(([head]) => (head?.ownFailures ? 'b' : 'a')));
  const [probe] = sorted
    .filter(([head]) => !head?.ownFailures)
    .sort(byKey(([head]) => head?.triedAt ?? ''));
  return probe ? [probe, ...sorted.filter((own) => own !== probe)] : sorted;
}

function byKey<T>(keyOf: (item: T) => string) {
  return (a: T, b: T): number => {
    const [first, second] = [keyOf(a), keyOf(b)];
    return first < second ? -1 : Number(first > second);
  };
}

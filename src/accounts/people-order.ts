/** The orders of lists of people: by a text or a date of each, and by id among equals. */
import type { Deps } from '../deps.ts';
import { evaluateLifecycle, type LifecyclePolicy } from '../policy/lifecycle.ts';
import type { ListedPerson } from '../store/directory.ts';

type SortKey =
  | ('name' | 'email' | 'role' | 'lastActivityAt' | 'invitedAt' | 'deactivateAt')
  /** When the invitation, or the time to decide about a proposal, ends. */
  | 'expiresAt'
  /** When the next step is due. */
  | 'nextAt';

export type Order = { sort: SortKey; descending: boolean };

/** A person and the sort key. */
export type Placed = { row: ListedPerson; at: [string, string] };

export function placedOrder({ descending }: Pick<Order, 'descending'>) {
  const order = descending ? -1 : 1;
  return (a: Placed, b: Placed): number => order * compare(a.at, b.at);
}

/** @returns the text by which the person is sorted */
export function sortKey(
  { policy }: Pick<Deps, 'policy'>,
  row: ListedPerson,
  sort: SortKey,
  now: string,
): string {
  if (sort === 'name') return `${row.lastName} ${row.firstName}`;
  if (sort === 'expiresAt') return invitationEnd(policy, row, now) ?? '';
  if (sort !== 'deactivateAt' && sort !== 'nextAt') return row[sort] ?? '';
  const { status, next, deactivateAt } = evaluateLifecycle(row, policy, now);
  if (sort === 'nextAt') return next?.at ?? '';
  // People without a date come last when the earliest is first.
  return (status === 'active' ? deactivateAt : undefined) ?? '9999';
}

/** @returns until when the invitation can be used, or the proposal be decided */
export function invitationEnd(
  policy: LifecyclePolicy,
  row: ListedPerson,
  now: string,
): string | undefined {
  const { status, next } = evaluateLifecycle(row, policy, now);
  return status === 'proposed' ? next?.at : row.invitationExpiresAt;
}

const collator = new Intl.Collator('fi', { sensitivity: 'base', numeric: true });

export function compare(a: readonly [string, string], b: readonly [string, string]): number {
  return collator.compare(a[0], b[0]) || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0);
}

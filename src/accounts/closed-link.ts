/** Says truthfully why a genuine link no longer opens. */
import type { Deps } from '../deps.ts';
import type { EventKind } from '../policy/event-names.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import type { LinkPurpose } from '../policy/link-purposes.ts';
import type { LinkState } from '../policy/link-states.ts';
import type { Account } from '../store/accounts.ts';
import { readUserEvents } from '../store/events.ts';

/** What using a link of each purpose is recorded as, with the link's id. */
const usedBy: Readonly<Record<LinkPurpose, EventKind>> = {
  invitation: 'activated',
  password_reset: 'password_reset',
  address_change: 'address_changed',
  keep_alive: 'kept_alive',
  restore_request: 'restore_requested',
};

type Closed = { purpose: LinkPurpose; linkId: string };

/** One storage request at most. */
export async function closedLinkState(
  deps: Pick<Deps, 'store' | 'policy'>,
  account: Account,
  { purpose, linkId }: Closed,
  now: string,
): Promise<LinkState> {
  const { person, row, links } = account;
  const { status } = evaluateLifecycle(row, deps.policy, now);
  if (!person || status === 'erased') return 'erased';
  const requestsRestore = purpose === 'restore_request';
  if (status === 'deactivated' && !requestsRestore) return 'inactive';
  if (status === 'deactivated' && row.restoreAskedAt) return 'asked';
  const active = status === 'active';
  if (active && (purpose === 'invitation' || requestsRestore)) return 'used';
  if (active && (await wasUsed(deps, account, { purpose, linkId }))) return 'used';
  const newer = links.find((link) => link.purpose === purpose && link.id !== linkId);
  if (newer && newer.expiresAt > now) return 'replaced';
  return newer || links.some(({ id }) => id === linkId) ? 'expired' : 'ended';
}

/** As many as one storage request reads. */
const eventsReadMax = 1_000;

/** Looks at the newest thousand events: whoever did more since then is told `ended`. */
async function wasUsed(
  { store }: Pick<Deps, 'store'>,
  { userId }: Account,
  { purpose, linkId }: Closed,
): Promise<boolean> {
  let read = 0;
  for await (const { kind, data } of readUserEvents(store, userId)) {
    if (kind === usedBy[purpose] && data['link'] === linkId) return true;
    if (++read >= eventsReadMax) break;
  }
  return false;
}

/** A former address is kept only until the e-mail about its replacement is sent or given up. */
import type { Deps } from '../deps.ts';
import {
  type Account,
  type FormerAddress,
  forgetFormerAddress,
  loadAccount,
} from '../store/accounts.ts';
import { readUserEvent } from '../store/events.ts';
import type { EventRow } from '../store/rows/event.ts';

/** @param event the one that records the change */
export function formerAddressOf(
  { formerAddresses }: Account,
  event: EventRow | undefined,
): FormerAddress | undefined {
  return formerAddresses.find(({ id }) => id === event?.data['former']);
}

type Message = { userId: string; eventId: string; template: string };

/** Idempotent. Three storage requests for these e-mails, none for others. */
export async function forgetIfTold(
  { store }: Pick<Deps, 'store'>,
  { userId, eventId, template }: Message,
): Promise<void> {
  if (template !== 'address_changed') return;
  const [account, event] = await Promise.all([
    loadAccount(store, userId),
    readUserEvent(store, userId, eventId),
  ]);
  const former = account && formerAddressOf(account, event);
  if (former) await forgetFormerAddress(store, userId, former.id);
}

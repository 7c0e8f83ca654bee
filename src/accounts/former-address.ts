/** A former address is kept only until it has been told, or cannot be told, that it was replaced. */
import type { Deps } from '../deps.ts';
import {
  type Account,
  type FormerAddress,
  forgetFormerAddress,
  loadAccount,
} from '../store/accounts.ts';
import { readUserEvent } from '../store/events.ts';
import type { EventRow } from '../store/rows.ts';

/** @param event of the change */
export function formerAddressOf(
  { formerAddresses }: Account,
  event: EventRow | undefined,
): FormerAddress | undefined {
  return formerAddresses.find(({ id }) => id === event?.data['former']);
}

type Message = { userId: string; eventId: string; template: string };

/** Repeated, it does nothing. Three storage requests, and none for other messages. */
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

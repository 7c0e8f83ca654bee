/** Finds at start how to get in: by the activation link, or by signing in as an administrator. */
import { setTimeout as pause } from 'node:timers/promises';
import { RestError, TableClient } from '@azure/data-tables';
import { toThisMachine } from '../store/direct.ts';
import type { Host } from './host.ts';
import type { Mailbox } from './mailbox.ts';

/** The timer function that invites the first administrator. */
const inviting = 'firstAdministrator';
const waitMilliseconds = 15_000;
const lookMilliseconds = 100;

export type WayIn = { kind: 'sign_in' } | { kind: 'activate'; link: string } | { kind: 'none' };

type Needs = { host: Host; mailbox: Mailbox; storageConnection: string; email: string };

/** Makes the service send the invitation if it has no administrator, and finds the e-mail's link. */
export async function findWayIn({
  host,
  mailbox,
  storageConnection,
  email,
}: Needs): Promise<WayIn> {
  if (await hasAdministrator(storageConnection)) return { kind: 'sign_in' };
  if (!host.functions.some(({ name }) => name === inviting)) return { kind: 'none' };
  await host.invoke(inviting).catch(() => {
    // The host has logged the error; an earlier invitation may still exist.
  });
  const giveUpAt = performance.now() + waitMilliseconds;
  while (performance.now() < giveUpAt) {
    const link = linkIn(mailbox, email);
    if (link !== undefined) return { kind: 'activate', link };
    await pause(lookMilliseconds);
  }
  return { kind: 'none' };
}

/** @returns the first link in the text of the newest e-mail */
function linkIn(mailbox: Mailbox, email: string): string | undefined {
  return /https?:\/\/[^\s<>"]+/.exec(mailbox.messages(email)[0]?.text ?? '')?.[0];
}

async function hasAdministrator(storageConnection: string): Promise<boolean> {
  const accounts = TableClient.fromConnectionString(storageConnection, 'accounts', {
    ...toThisMachine.options,
    allowInsecureConnection: true,
  });
  const rows = accounts.listEntities<Record<string, unknown>>({
    queryOptions: { filter: "RowKey eq 'account' and role eq 'admin'" },
  });
  try {
    for await (const row of rows)
      if (row['activatedAt'] && !row['deactivatedAt'] && !row['erasedAt']) return true;
  } catch (error) {
    if (!(error instanceof RestError && error.statusCode === 404)) throw error;
  }
  return false;
}

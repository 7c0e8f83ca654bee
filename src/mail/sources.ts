/** What several mails read: links that still work, names, and what an event says of itself. */
import type { z } from 'zod';
import { linkToken } from '../accounts/link.ts';
import type { LinkPurpose } from '../policy/link-purposes.ts';
import { type Account, type Link, loadAccount } from '../store/accounts.ts';
import { UnreadableRow } from '../store/foreign.ts';
import { loadOrganizationName } from '../store/organizations.ts';
import type { EventRow } from '../store/rows.ts';
import type { About, MailDeps, Source } from './template.ts';

/** The page that each kind of link opens; its token lies behind the `#`. */
const pages: Readonly<Record<LinkPurpose, string>> = {
  invitation: '/activate',
  password_reset: '/reset',
  address_change: '/confirm-address',
  keep_alive: '/keep',
  restore_request: '/restore',
};

/** For mails that tell of an event; where it is gone, they have lost their point. */
export function evented<T>(
  make: (deps: MailDeps, about: About & { event: EventRow }) => Promise<T | undefined>,
): Source<T> {
  return async (deps, about) => about.event && make(deps, { ...about, event: about.event });
}

export const happenedAt = evented(async (_, { event }) => ({ at: event.at }));

/** @returns nothing when the link works no longer */
export async function linked(
  deps: MailDeps,
  { account, now }: Pick<About, 'account' | 'now'>,
  purpose: LinkPurpose,
) {
  const link = liveLink(account, purpose, now);
  if (!link) return undefined;
  const token = linkToken(await deps.keyring.load(now), account.userId, link);
  const { PUBLIC_URL } = deps.settings;
  return { link: `${PUBLIC_URL}${pages[purpose]}#${token}`, expiresAt: link.expiresAt };
}

/** The newest link of the purpose, if it still works. */
export function liveLink(account: Account, purpose: LinkPurpose, now: string): Link | undefined {
  const [newest] = account.links
    .filter((link) => link.purpose === purpose)
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return newest && newest.expiresAt > now ? newest : undefined;
}

export async function personOf(deps: MailDeps, userId: string) {
  const account = await loadAccount(deps.store, userId);
  if (!account?.person) return undefined;
  const { row, person } = account;
  const organizationName = await nameOf(deps, row.organizationId);
  return { row, organizationName, personName: `${person.firstName} ${person.lastName}` };
}

export async function nameOf(deps: MailDeps, organizationId: string): Promise<string> {
  const name = await loadOrganizationName(deps.store, organizationId);
  if (name === undefined) throw new Error(`there is no organization ${organizationId}`);
  return name;
}

/**
 * Reads what an event says of itself.
 * @throws UnreadableRow when only a newer release knows what it means: then the mail waits for that one
 */
export function said<T extends z.ZodType>(schema: T, data: unknown): z.output<T> {
  const parsed = schema.safeParse(data);
  if (!parsed.success) throw new UnreadableRow('an event that says more than this release knows');
  return parsed.data;
}

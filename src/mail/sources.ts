/** Data that several e-mails read: working links, names, and the data of an event. */
import type { z } from 'zod';
import { linkToken } from '../accounts/link.ts';
import { fullName } from '../policy/full-name.ts';
import type { LinkPurpose } from '../policy/link-purposes.ts';
import { type Account, type Link, loadAccount } from '../store/accounts.ts';
import { UnreadableRow } from '../store/foreign.ts';
import { loadOrganizationName } from '../store/organizations.ts';
import type { EventRow } from '../store/rows/event.ts';
import type { About, MailDeps, Source } from './template.ts';

/** The page that each kind of link opens; the token follows the `#`. */
const pages: Readonly<Record<LinkPurpose, string>> = {
  invitation: '/activate',
  password_reset: '/reset',
  address_change: '/confirm-address',
  keep_alive: '/keep',
  restore_request: '/restore',
};

/** For e-mails about an event; without the event they are no longer relevant. */
export function evented<T>(
  make: (deps: MailDeps, about: About & { event: EventRow }) => Promise<T | undefined>,
): Source<T> {
  return async (deps, about) => about.event && make(deps, { ...about, event: about.event });
}

export const happenedAt = evented(async (_, { event }) => ({ at: event.at }));

/** @returns undefined when the link no longer works */
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
  return { row, organizationName, personName: fullName(person) };
}

export async function nameOf(deps: MailDeps, organizationId: string): Promise<string> {
  const name = await loadOrganizationName(deps.store, organizationId);
  if (name === undefined) throw new Error(`there is no organization ${organizationId}`);
  return name;
}

/**
 * Reads the data of an event.
 * @throws UnreadableRow when only a newer release can read it: the e-mail waits for that release
 */
export function said<T extends z.ZodType>(schema: T, data: unknown): z.output<T> {
  const parsed = schema.safeParse(data);
  if (!parsed.success) throw new UnreadableRow('an event with data that this release cannot read');
  return parsed.data;
}

/** What each mail says, read at the moment of sending; nothing to say any more means no mail. */

import { z } from 'zod';
import { linkToken } from '../accounts/link.ts';
import type { Deps } from '../deps.ts';
import { readImport } from '../imports/read-import.ts';
import { dataRequestKinds } from '../policy/data-request-kinds.ts';
import { type FactorChange, factorChanges } from '../policy/factor-kinds.ts';
import { role } from '../policy/input.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import type { LinkPurpose } from '../policy/link-purposes.ts';
import { deactivationReasons } from '../policy/statuses.ts';
import { dayMs } from '../policy/time.ts';
import { type Account, type Link, loadAccount, loadReadable } from '../store/accounts.ts';
import { UnreadableRow } from '../store/foreign.ts';
import { loadOrganizationName } from '../store/organizations.ts';
import type { EventRow } from '../store/rows.ts';
import { readSuspendedRun } from '../store/suspended-run.ts';
import { lapsingSoon } from './lapsing-soon.ts';
import type { MailData } from './mail-data.ts';

export type MailDeps = Pick<Deps, 'store' | 'keyring' | 'policy' | 'settings'>;

/** The recipient as they are now, and the event, of a person or organization, it is about. */
export type About = {
  account: Account;
  event: EventRow | undefined;
  aboutId: string;
  now: string;
};

type Told = About & { event: EventRow };

/** The page that each kind of link opens; its token lies behind the `#`. */
const pages: Readonly<Record<LinkPurpose, string>> = {
  invitation: '/activate',
  password_reset: '/reset',
  address_change: '/confirm-address',
  keep_alive: '/keep',
  restore_request: '/restore',
};

/** A sign-in tells only that a recovery code was used. */
const factorChangeOf: Readonly<Record<string, FactorChange>> = {
  second_factor_added: 'added',
  second_factor_removed: 'removed',
  recovery_codes_renewed: 'codes_renewed',
  signed_in: 'code_used',
};

const roles = z.object({ from: role, to: role });
const organizations = z.object({ from: z.string(), to: z.string() });
const answered = z.object({ to: z.string() });
const factorChange = z.enum(factorChanges);
const reasoned = z.object({ reason: z.enum(deactivationReasons) });

const dataRequested = z.object({ kind: z.enum(dataRequestKinds), dueOn: z.string() });

const happenedAt = evented(async (_, { event }) => ({ at: event.at }));

/** The mails that the service sends; each maker gives nothing when its mail has lost its point. */
const makers = {
  invitation,
  invitation_reminder: invitation,
  async invitation_approval_requested(deps, { account, aboutId }) {
    const invitee = await personOf(deps, aboutId);
    const { approvalAskedAt, declinedAt, proposedBy } = invitee?.row ?? {};
    if (!invitee || !approvalAskedAt || declinedAt || proposedBy === account.userId)
      return undefined;
    const { personName: inviteeName, organizationName } = invitee;
    const proposer = proposedBy ? await personOf(deps, proposedBy) : undefined;
    const link = `${deps.settings.PUBLIC_URL}/invitations`;
    const proposerName = proposer?.personName ?? '–';
    return { organizationName, proposerName, inviteeName, role: invitee.row.role, link };
  },
  async invitation_declined(deps, { aboutId }) {
    const invitee = await personOf(deps, aboutId);
    if (!invitee?.row.declinedAt) return undefined;
    return { inviteeName: invitee.personName, reason: invitee.row.declineReason ?? null };
  },
  async invitation_approved(deps, { aboutId }) {
    const invitee = await personOf(deps, aboutId);
    return invitee && { inviteeName: invitee.personName };
  },
  password_reset: (deps, about) => linked(deps, about, 'password_reset'),
  password_changed: happenedAt,
  address_change_confirm: (deps, about) => linked(deps, about, 'address_change'),
  address_change_requested: happenedAt,
  address_changed: happenedAt,
  second_factor_reset: happenedAt,
  second_factor_changed: evented(async (_, { event }) => {
    return { at: event.at, change: said(factorChange, factorChangeOf[event.kind]) };
  }),
  async second_factor_guessed(deps, { account, now }) {
    const { status } = evaluateLifecycle(account.row, deps.policy, now);
    const link = `${deps.settings.PUBLIC_URL}/forgot-password`;
    return status === 'active' ? { on: now, link } : undefined;
  },
  role_changed: evented(async (deps, { account, event }) => {
    const { from, to } = said(roles, event.data);
    const organizationName = await nameOf(deps, account.row.organizationId);
    return { role: to, previousRole: from, organizationName };
  }),
  organization_changed: evented(async (deps, { event }) => {
    const { from, to } = said(organizations, event.data);
    const [previousOrganizationName, organizationName] = await Promise.all([
      nameOf(deps, from),
      nameOf(deps, to),
    ]);
    return { organizationName, previousOrganizationName };
  }),
  deactivated: evented(async (deps, { account, event, now }) => {
    const { eraseAt } = evaluateLifecycle(account.row, deps.policy, now);
    if (!account.row.deactivatedAt || !eraseAt) return undefined;
    const { reason } = said(reasoned, event.data);
    const asking = await linked(deps, { account, now }, 'restore_request');
    return { reason, deactivatedAt: event.at, eraseOn: eraseAt, link: asking?.link ?? null };
  }),
  async transfer_offered(deps, { aboutId }) {
    const person = await personOf(deps, aboutId);
    if (!person?.row.offeredTo) return undefined;
    const organizationName = await nameOf(deps, person.row.offeredTo);
    const { personName, organizationName: fromOrganizationName } = person;
    const link = `${deps.settings.PUBLIC_URL}/offers`;
    return { personName, fromOrganizationName, organizationName, link };
  },
  transfer_answered: evented(async (deps, { aboutId, event }) => {
    const person = await personOf(deps, aboutId);
    if (!person) return undefined;
    const organizationName = await nameOf(deps, said(answered, event.data).to);
    const accepted = event.kind === 'organization_changed';
    return { personName: person.personName, organizationName, accepted };
  }),
  async import_finished(deps, { aboutId }) {
    const { invited, refused } = await readImport(deps, aboutId);
    return { invited, refused, link: `${deps.settings.PUBLIC_URL}/imports/${aboutId}` };
  },
  async inactivity_notice(deps, { account, now }) {
    const life = evaluateLifecycle(account.row, deps.policy, now);
    const link = await linked(deps, { account, now }, 'keep_alive');
    if (life.status !== 'active' || !life.deactivateAt || !link) return undefined;
    const daysLeft = Math.floor((Date.parse(life.deactivateAt) - Date.parse(now)) / dayMs);
    const { eraseAfterDays } = deps.policy;
    return { deactivateOn: life.deactivateAt, daysLeft, link: link.link, eraseAfterDays };
  },
  async data_request_received(deps, { event }) {
    const asked = event && said(dataRequested, event.data);
    return asked && { ...asked, link: `${deps.settings.PUBLIC_URL}/data-requests` };
  },
  async data_request_answered(deps, { event }) {
    const kind = event && said(dataRequested.shape.kind, event.data['kind']);
    return kind && { kind, link: `${deps.settings.PUBLIC_URL}/me` };
  },
  last_admin_warning: async () => ({}),
  async last_primary_user_warning(deps, { account, now }) {
    const { deactivateAt } = evaluateLifecycle(account.row, deps.policy, now);
    const organizationName = await nameOf(deps, account.row.organizationId);
    return deactivateAt ? { organizationName, deactivateOn: deactivateAt } : undefined;
  },
  async notice_undeliverable(deps, { aboutId, now }) {
    const person = await personOf(deps, aboutId);
    const life = person && evaluateLifecycle(person.row, deps.policy, now);
    if (!person || life?.status !== 'active' || !life.deactivateAt) return undefined;
    const { personName, organizationName } = person;
    return { personName, organizationName, deactivateOn: life.deactivateAt };
  },
  async restore_requested(deps, { aboutId, now }) {
    const person = await personOf(deps, aboutId);
    const { eraseAt } = person ? evaluateLifecycle(person.row, deps.policy, now) : {};
    if (!person?.row.restoreAskedAt || !eraseAt) return undefined;
    const { personName, organizationName } = person;
    const link = `${deps.settings.PUBLIC_URL}/restore-requests`;
    return { personName, organizationName, eraseOn: eraseAt, link };
  },
  async restore_declined(deps, { account, now }) {
    const { status, eraseAt } = evaluateLifecycle(account.row, deps.policy, now);
    return status === 'deactivated' && eraseAt ? { eraseOn: eraseAt } : undefined;
  },
  async guard_stopped(deps, { aboutId }) {
    const held = await readSuspendedRun(deps);
    if (held?.runId !== aboutId || held.confirmedBy) return undefined;
    const { toDeactivate, toErase } = held;
    return { toDeactivate, toErase, link: `${deps.settings.PUBLIC_URL}/runs` };
  },
  async lapse_digest(deps, { aboutId, now }) {
    const people = (await lapsingSoon(deps, aboutId, now))
      .map((row) => ({
        name: `${row.firstName} ${row.lastName}`,
        deactivateOn: evaluateLifecycle(row, deps.policy, now).deactivateAt ?? now,
      }))
      .sort((a, b) => (a.deactivateOn < b.deactivateOn ? -1 : 1));
    const organizationName = await nameOf(deps, aboutId);
    const link = `${deps.settings.PUBLIC_URL}/upcoming`;
    return people.length > 0 ? { organizationName, people, link } : undefined;
  },
  async restored(deps, { account, now }) {
    const { status, deactivateAt } = evaluateLifecycle(account.row, deps.policy, now);
    return status === 'active' && deactivateAt ? { deactivateOn: deactivateAt } : undefined;
  },
} satisfies { [T in keyof MailData]?: Maker<T> };

type Maker<T extends keyof MailData> = (
  deps: MailDeps,
  about: About,
) => Promise<MailData[T] | undefined>;

/** For mails that tell of an event; where it is gone, they have lost their point. */
function evented<T>(
  make: (deps: MailDeps, about: Told) => Promise<T | undefined>,
): (deps: MailDeps, about: About) => Promise<T | undefined> {
  return async (deps, about) => about.event && make(deps, { ...about, event: about.event });
}

export type SentTemplate = keyof typeof makers;

export const isSentTemplate = (template: string): template is SentTemplate =>
  Object.hasOwn(makers, template);

/** @returns what the mail shows, or undefined when it has lost its point and is skipped */
export function dataOf<T extends SentTemplate>(
  deps: MailDeps,
  template: T,
  about: About,
): Promise<MailData[T] | undefined> {
  const typed: { [K in SentTemplate]: Maker<K> } = makers;
  return typed[template](deps, about);
}

/** @returns where the mail goes: a new address is confirmed from its own mailbox */
export function addressOf(template: SentTemplate, { account, now }: About): string | undefined {
  if (template !== 'address_change_confirm') return account.person?.email;
  return liveLink(account, 'address_change', now)?.email;
}

async function invitation(
  deps: MailDeps,
  about: About,
): Promise<MailData['invitation'] | undefined> {
  const { row } = about.account;
  const link = await linked(deps, about, 'invitation');
  if (!link) return undefined;
  const [organizationName, inviter] = await Promise.all([
    nameOf(deps, row.organizationId),
    row.invitedBy === 'service' ? undefined : loadReadable(deps.store, row.invitedBy),
  ]);
  const { firstName, lastName } = inviter?.person ?? {};
  const inviterName = firstName === undefined ? null : `${firstName} ${lastName}`;
  return { ...link, organizationName, role: row.role, inviterName };
}

async function linked(
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
function liveLink(account: Account, purpose: LinkPurpose, now: string): Link | undefined {
  const [newest] = account.links
    .filter((link) => link.purpose === purpose)
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return newest && newest.expiresAt > now ? newest : undefined;
}

async function personOf(deps: MailDeps, userId: string) {
  const account = await loadAccount(deps.store, userId);
  if (!account?.person) return undefined;
  const { row, person } = account;
  const organizationName = await nameOf(deps, row.organizationId);
  return { row, organizationName, personName: `${person.firstName} ${person.lastName}` };
}

async function nameOf(deps: MailDeps, organizationId: string): Promise<string> {
  const name = await loadOrganizationName(deps.store, organizationId);
  if (name === undefined) throw new Error(`there is no organization ${organizationId}`);
  return name;
}

/**
 * Reads what an event says of itself.
 * @throws UnreadableRow when only a newer release knows what it means: then the mail waits for that one
 */
function said<T extends z.ZodType>(schema: T, data: unknown): z.output<T> {
  const parsed = schema.safeParse(data);
  if (!parsed.success) throw new UnreadableRow('an event that says more than this release knows');
  return parsed.data;
}

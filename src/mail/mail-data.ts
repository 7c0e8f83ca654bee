/** What each mail needs to know: one entry a template, and no more personal data than it shows. */
import type { DataRequestKind } from '../policy/data-request-kinds.ts';
import type { FactorChange } from '../policy/factor-kinds.ts';
import type { MailTemplate } from '../policy/mail-templates.ts';
import type { Role } from '../policy/roles.ts';
import type { DeactivationReason } from '../policy/statuses.ts';

/** Needed by every mail. */
export type CommonData = {
  firstName: string;
  /** An address, a phone number or a page: where people reach the administration. */
  serviceContact: string;
  /** The service's own address; every link must lie under it. */
  publicUrl: string;
};

type Invitation = {
  organizationName: string;
  role: Role;
  /** Null when the service itself invites (the first administrator). */
  inviterName: string | null;
  link: string;
  expiresAt: string;
};

/**
 * `…At` is an ISO instant, shown with its time or as its day. `…On` is the end of the last day
 * that counts, shown as that day: an ISO instant (midnight in Helsinki) or a day (`2026-12-31`).
 */
export type MailData = {
  invitation: Invitation;
  invitation_reminder: Invitation;
  /** To those who may approve. */
  invitation_approval_requested: {
    organizationName: string;
    proposerName: string;
    inviteeName: string;
    role: Role;
    link: string;
  };
  /** To the proposer. */
  invitation_declined: { inviteeName: string; reason: string | null };
  invitation_approved: { inviteeName: string };
  password_reset: { link: string; expiresAt: string };
  password_changed: { at: string };
  /** To the new address. */
  address_change_confirm: { link: string; expiresAt: string };
  /** To the old address. */
  address_change_requested: { at: string };
  address_changed: { at: string };
  role_changed: { role: Role; organizationName: string; previousRole: Role };
  organization_changed: { organizationName: string; previousOrganizationName: string };
  /** To the primary users of the receiving organization. */
  transfer_offered: {
    personName: string;
    fromOrganizationName: string;
    organizationName: string;
    link: string;
  };
  /** To the one who offered. */
  transfer_answered: { personName: string; organizationName: string; accepted: boolean };
  /** `daysLeft` counts today; the link keeps the account. */
  inactivity_notice: {
    deactivateOn: string;
    daysLeft: number;
    link: string;
    eraseAfterDays: number;
  };
  /** To the organization's primary users. */
  lapse_digest: {
    organizationName: string;
    people: readonly { name: string; deactivateOn: string }[];
    link: string;
  };
  notice_undeliverable: { personName: string; organizationName: string; deactivateOn: string };
  /** To the last active administrator, whom the timer never deactivates. */
  last_admin_warning: object;
  /** To the organization's last active primary user. */
  last_primary_user_warning: { organizationName: string; deactivateOn: string };
  /** The link files a restore request; null where there is nothing to ask for. */
  deactivated: {
    reason: DeactivationReason;
    deactivatedAt: string;
    eraseOn: string;
    link: string | null;
  };
  restored: { deactivateOn: string };
  /** To the administrators. */
  restore_requested: {
    personName: string;
    organizationName: string;
    eraseOn: string;
    link: string;
  };
  restore_declined: { eraseOn: string };
  employment_ends_soon: { endsOn: string };
  /** To the administrators. */
  data_request_received: { kind: DataRequestKind; dueOn: string; link: string };
  data_request_answered: { kind: DataRequestKind; link: string };
  second_factor_reset: { at: string };
  second_factor_changed: { at: string; change: FactorChange };
  /** Somebody knows the password; the link leads to a new one. */
  second_factor_guessed: { on: string; link: string };
  /** To the administrators: a run that would take unusually many accounts waits for them. */
  guard_stopped: { toDeactivate: number; toErase: number; link: string };
  import_finished: { invited: number; refused: number; link: string };
};

/** One without data does not compile, nor does a text for one that is not in the list. */
export type Template = MailTemplate;

/** What other systems are told of each kind of event: the only table, complete for every kind. */
import type { EventKind } from './event-names.ts';

const caep = 'https://schemas.openid.net/secevent/caep/event-type/';
const risc = 'https://schemas.openid.net/secevent/risc/event-type/';

/** The types of Security Event Tokens, by the names of CAEP 1.0 and RISC 1.0. */
export const signalTypes = {
  'session-revoked': `${caep}session-revoked`,
  'token-claims-change': `${caep}token-claims-change`,
  'credential-change': `${caep}credential-change`,
  'account-disabled': `${risc}account-disabled`,
  'account-enabled': `${risc}account-enabled`,
  'identifier-changed': `${risc}identifier-changed`,
  'account-purged': `${risc}account-purged`,
} as const;
export type SignalName = keyof typeof signalTypes;

const nothing = [] as const;
/** One for each session that ended, to the systems that it had entered. */
const sessions = ['session-revoked'] as const;
const credentials = ['credential-change', ...sessions] as const;
const claims = ['token-claims-change'] as const;
const purged = ['account-purged'] as const;

/** In the order in which they are sent. A token has one event each, as Shared Signals requires. */
export const signalsOf = {
  activated: nothing,
  address_change_requested: nothing,
  address_changed: ['identifier-changed', ...sessions],
  addresses_refused: nothing,
  audit_exported: nothing,
  audit_read: nothing,
  code_reuse_detected: sessions,
  data_request_answered: nothing,
  data_request_filed: nothing,
  // It ends every session.
  deactivated: ['account-disabled'],
  employment_confirmed: nothing,
  employment_unconfirmed: nothing,
  erased: purged,
  invitation_approved: nothing,
  invitation_declined: nothing,
  invitation_proposed: nothing,
  invitation_reminded: nothing,
  invitation_resent: nothing,
  invitation_revoked: purged,
  invitation_voided: nothing,
  invited: nothing,
  kept_alive: nothing,
  last_administrator_warned: nothing,
  lifecycle_paused: nothing,
  lifecycle_resumed: nothing,
  mail_dropped: nothing,
  mail_failed: nothing,
  mail_retried: nothing,
  moved_in: nothing,
  new_password_asked: nothing,
  notice_changed: nothing,
  notice_given: nothing,
  notice_published: nothing,
  notice_queued: nothing,
  notice_withdrawn: nothing,
  organization_changed: claims,
  organization_closed: nothing,
  organization_created: nothing,
  password_changed: credentials,
  password_reset: credentials,
  password_reset_requested: nothing,
  pending_change_cancelled: nothing,
  people_exported: nothing,
  people_moved_in: nothing,
  person_changed: claims,
  privacy_notice_acknowledged: nothing,
  privacy_notice_published: nothing,
  process_changed: nothing,
  recovery_codes_renewed: sessions,
  restore_declined: nothing,
  restore_requested: nothing,
  restored: ['account-enabled'],
  review_asked: nothing,
  review_closed: nothing,
  review_conflict: nothing,
  review_escalated: nothing,
  review_exported: nothing,
  review_reminded: nothing,
  review_started: nothing,
  role_changed: claims,
  ruled_out: nothing,
  run_confirmed: nothing,
  run_dropped: nothing,
  run_undo_started: nothing,
  run_undone: nothing,
  second_factor_added: credentials,
  second_factor_asked: nothing,
  second_factor_failed: nothing,
  second_factor_removed: credentials,
  second_factor_reset: credentials,
  session_ended: sessions,
  session_reuse_detected: sessions,
  sessions_ended: sessions,
  sign_in_failed: nothing,
  signals_resent: nothing,
  // Sign-ins and what they replace are told by back-channel logout alone.
  signed_in: nothing,
  signed_out: sessions,
  storage_restored: nothing,
  system_changed: nothing,
  system_disabled: nothing,
  system_enabled: nothing,
  system_registered: nothing,
  system_secret_added: nothing,
  system_secret_removed: nothing,
  transfer_declined: nothing,
  transfer_offered: nothing,
  transfer_withdrawn: nothing,
} as const satisfies Record<EventKind, readonly SignalName[]>;

/** @returns nothing for a kind that only a newer release knows */
export function signalNamesOf(kind: string): readonly SignalName[] {
  const table: Readonly<Record<string, readonly SignalName[]>> = signalsOf;
  return table[kind] ?? nothing;
}

/** How a connected system is told. */
export const signalDeliveries = ['push', 'poll'] as const;
export type SignalDelivery = (typeof signalDeliveries)[number];

/** Of a person's erasure at a system that knew the person. */
export const purgeStates = ['acknowledged', 'waiting', 'not_told'] as const;
export type PurgeState = (typeof purgeStates)[number];

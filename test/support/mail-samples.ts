/** Sample data for every e-mail template; a template without one does not compile. */
import type { CommonData } from '../../src/mail/letter.ts';
import type { MailData } from '../../src/mail/templates.ts';
import type { MailTemplate } from '../../src/policy/mail-templates.ts';

type MailSamples = { [T in MailTemplate]: MailData[T] & CommonData };

export const samplePublicUrl = 'https://accounts.example.fi';
export const sampleLink = `${samplePublicUrl}/link?a=1&b=2#${'s3cret-'.repeat(20)}`;

/** Texts written by people; tests pass hostile ones. */
type SampleWords = {
  person: string;
  other: string;
  organization: string;
  otherOrganization: string;
  reason: string;
};

export const plainWords: SampleWords = {
  person: 'Maija',
  other: 'Åke Öhman-Nieminen',
  organization: 'Esimerkkilän kaupunki',
  otherOrganization: 'Exempelby kommun',
  reason: 'Henkilö siirtyy muihin tehtäviin.',
};

/** @returns data for every template, containing the given texts */
export function mailSamples(words: SampleWords = plainWords): MailSamples {
  const common: CommonData = {
    firstName: words.person,
    serviceContact: 'manual-support@example.fi',
    publicUrl: samplePublicUrl,
  };
  const { other: personName, organization: organizationName } = words;
  const link = sampleLink;
  const at = '2026-12-31T12:00:00.000Z';
  const expiresAt = '2027-01-07T12:00:00.000Z';
  const deactivateOn = '2026-12-31T22:00:00.000Z';
  const eraseOn = '2027-01-30T22:00:00.000Z';
  const where = { ...common, organizationName };
  const invitation = {
    ...where,
    role: 'editor' as const,
    inviterName: words.other,
    link,
    expiresAt,
  };
  return {
    invitation,
    invitation_reminder: invitation,
    invitation_approval_requested: {
      ...where,
      proposerName: words.other,
      inviteeName: words.other,
      role: 'expert',
      link,
    },
    invitation_declined: { ...common, inviteeName: words.other, reason: words.reason },
    invitation_approved: { ...common, inviteeName: words.other },
    password_reset: { ...common, link, expiresAt },
    password_reset_sent: { ...common, link, expiresAt },
    password_changed: { ...common, at },
    address_change_confirm: { ...common, link, expiresAt },
    address_change_requested: { ...common, at, link },
    address_changed: { ...common, at },
    role_changed: { ...where, role: 'primary_user', previousRole: 'editor' },
    organization_changed: { ...where, previousOrganizationName: words.otherOrganization },
    transfer_offered: {
      ...where,
      personName,
      fromOrganizationName: words.otherOrganization,
      link,
    },
    transfer_answered: { ...where, personName, accepted: true },
    inactivity_notice: {
      ...common,
      deactivateOn,
      daysLeft: 7,
      link,
      unconfirmed: false,
      eraseAfterDays: 30,
    },
    invitations_void: { ...where, people: [{ name: words.other, role: 'expert' }], link },
    lapse_digest: { ...where, people: [{ name: words.other, deactivateOn }], link },
    notice_undeliverable: { ...where, personName, deactivateOn },
    last_admin_warning: common,
    last_primary_user_warning: { ...where, deactivateOn },
    deactivated: { ...common, reason: 'inactivity', deactivatedAt: deactivateOn, eraseOn, link },
    review_started: { ...where, open: 48, closeAt: at, link },
    review_reminder: { ...where, open: 3, closeAt: at, link },
    review_escalated: { ...where, open: 1, closeAt: at, link },
    review_silent: { ...where, open: 48, closeAt: at, link },
    review_conflict: {
      ...where,
      personName,
      answer: 'left',
      people: 'Aino Virtanen, Eero Nieminen',
      link,
    },
    restored: { ...common, deactivateOn },
    restore_requested: { ...where, personName, eraseOn, link },
    restore_declined: { ...common, eraseOn },
    data_request_received: { ...common, kind: 'access', dueOn: deactivateOn, link },
    data_request_answered: { ...common, kind: 'erase', link },
    second_factor_reset: { ...common, at },
    second_factor_changed: { ...common, at, change: 'added' },
    second_factor_guessed: { ...common, seenAt: at, link },
    guard_stopped: { ...common, toDeactivate: 1204, toErase: 37, link },
    import_finished: { ...common, invited: 480, refused: 20, link },
  };
}

/** The mails in plain English; names stand in lists rather than in sentences. */
import { counted } from '../../policy/counted.ts';
import type { DataRequestKind } from '../../policy/data-request-kinds.ts';
import type { FactorChange } from '../../policy/factor-kinds.ts';
import { limit } from '../../policy/limits.ts';
import { roleNames } from '../../policy/role-names.ts';
import { serviceNames } from '../../policy/service-names.ts';
import { datesIn } from '../dates.ts';
import { type Letter, paragraph, type Texts } from '../letter.ts';
import type { CommonData, MailData } from '../mail-data.ts';

const { day, lastDay, moment } = datesIn('en');
const roles = roleNames.en;
const service = serviceNames.en;

const requests: Record<DataRequestKind, string> = {
  access: 'access to own data',
  correct: 'correction of data',
  erase: 'erasure of data',
  restrict: 'restriction of processing',
  object: 'objection to processing',
};

const factorChanges: Record<FactorChange, string> = {
  added: 'A new way of two-step verification was added to your user account.',
  removed: 'A way of two-step verification was removed from your user account.',
  codes_renewed:
    'New recovery codes were made for your user account. Earlier codes no longer work.',
  code_used: 'Somebody signed in to your user account with a recovery code.',
};

export const english: Texts = {
  invitation: (m) =>
    invitation(m, `Invitation: ${service}`, [`You have been invited to use the ${service}.`]),
  invitation_reminder: (m) =>
    invitation(m, `Reminder of your invitation: ${service}`, [
      `You have not yet used your invitation to the ${service}.`,
      'The link in this message replaces the earlier link.',
    ]),
  invitation_approval_requested: (m) => ({
    subject: 'A proposed invitation is waiting for your decision',
    preheader: 'The invitation is sent only after the proposal has been approved.',
    before: [
      paragraph(
        'Please approve or decline the proposal to invite a new user.',
        'The invitation is sent only after the proposal has been approved.',
      ),
    ],
    facts: [
      ['Proposed by', m.proposerName],
      ['Person to invite', m.inviteeName],
      ['Organization', m.organizationName],
      ['Role', roles[m.role]],
    ],
    button: { label: 'Review the proposal', link: m.link },
    why: 'You received this message because you can approve invitations to the organization.',
  }),
  invitation_declined: (m) => ({
    subject: 'The invitation you proposed was declined',
    preheader: 'No invitation will be sent.',
    before: [
      paragraph(
        'Your proposal to invite a new user was declined. No invitation will be sent.',
        'If you have questions about the decision, contact the primary user of your organization.',
      ),
    ],
    facts: [
      ['Person to invite', m.inviteeName],
      ['Reason', m.reason ?? 'no reason was given'],
    ],
    why: 'You received this message because you proposed the invitation.',
  }),
  invitation_approved: (m) => ({
    subject: 'The invitation you proposed was approved',
    preheader: 'The invitation is sent by e-mail.',
    before: [
      paragraph(
        'Your proposal to invite a new user was approved.',
        'The invitation is sent by e-mail. You do not need to do anything.',
      ),
    ],
    facts: [['Person to invite', m.inviteeName]],
    why: 'You received this message because you proposed the invitation.',
  }),
  password_reset: (m) => ({
    subject: 'Set a new password',
    preheader: `The link is valid until ${moment(m.expiresAt)}.`,
    before: [
      paragraph(
        'Set a new password with the link below.',
        `The link is valid until ${moment(m.expiresAt)} and can be used only once.`,
      ),
    ],
    button: { label: 'Set a new password', link: m.link },
    after: [
      paragraph(
        'If you did not ask for a new password, do not use the link or forward this message.',
        'Your current password stays valid.',
        'If you receive such messages repeatedly, contact the service administration:',
        m.serviceContact,
      ),
    ],
    why: 'You received this message because a new password was requested for your account.',
  }),
  password_changed: (m) => ({
    subject: 'Your password was changed',
    preheader: `The password was changed on ${moment(m.at)}.`,
    before: [`The password of your user account was changed on ${moment(m.at)}.`, ifNotYou(m)],
    why: 'You received this message because we always tell you when your password changes.',
  }),
  address_change_confirm: (m) => ({
    subject: 'Confirm your new e-mail address',
    preheader: `Confirm the address by ${moment(m.expiresAt)}.`,
    before: [
      paragraph(
        `Confirm this e-mail address by ${moment(m.expiresAt)}.`,
        'The address changes only after you have confirmed it.',
        'From then on you sign in with the new address.',
      ),
    ],
    button: { label: 'Confirm the address', link: m.link },
    after: [
      paragraph(
        'If you did not ask for this change, do not confirm the address.',
        `Please tell the service administration: ${m.serviceContact}`,
      ),
    ],
    why: 'You received this message because this address was given as the new one of an account.',
  }),
  address_change_requested: (m) => ({
    subject: 'A change of your e-mail address was requested',
    preheader: 'The address changes only after the new one has been confirmed.',
    before: [
      paragraph(
        `On ${moment(m.at)}, someone who was signed in to your user account`,
        'asked to change its e-mail address.',
        'The address changes only after the new one has been confirmed.',
      ),
      ifNotYou(m),
    ],
    why: 'You received this message because this is the current address of your account.',
  }),
  address_changed: (m) => ({
    subject: 'Your e-mail address was changed',
    preheader: `The address was changed on ${moment(m.at)}.`,
    before: [
      paragraph(
        `The e-mail address of your user account was changed on ${moment(m.at)}.`,
        'From now on, messages go to the new address, and you sign in with it.',
      ),
      ifNotYou(m),
    ],
    why: 'You received this message because this was the previous address of your account.',
  }),
  role_changed: (m) => ({
    subject: 'Your role has changed',
    preheader: 'The new role is already in effect.',
    before: [
      paragraph(
        'Your role in the service has been changed. The new role is already in effect.',
        ifWrong(m),
      ),
    ],
    facts: [
      ['New role', roles[m.role]],
      ['Previous role', roles[m.previousRole]],
      ['Organization', m.organizationName],
    ],
    why: 'You received this message because your role decides what you can do in the service.',
  }),
  organization_changed: (m) => ({
    subject: 'Your home organization in the service has changed',
    preheader: 'The change is already in effect.',
    before: [
      paragraph(
        'You have been moved to another organization in the service.',
        'The change is already in effect, and you no longer have access to',
        "the previous organization's information.",
        ifWrong(m),
      ),
    ],
    facts: [
      ['New organization', m.organizationName],
      ['Previous organization', m.previousOrganizationName],
    ],
    why: 'You received this message because your organization decides what you have access to.',
  }),
  transfer_offered: (m) => ({
    subject: 'The transfer of a user is waiting for your decision',
    preheader: 'The user is moved only after the transfer has been accepted.',
    before: [
      paragraph(
        'Please accept or decline the transfer of a user to your organization.',
        'The user is moved only after the transfer has been accepted.',
      ),
    ],
    facts: [
      ['User', m.personName],
      ['Current organization', m.fromOrganizationName],
      ['New organization', m.organizationName],
    ],
    button: { label: 'Review the transfer', link: m.link },
    why: 'You received this message because you are a primary user of the receiving organization.',
  }),
  transfer_answered: (m) => ({
    subject: m.accepted
      ? 'The transfer of a user was accepted'
      : 'The transfer of a user was declined',
    preheader: m.accepted ? 'The user has been moved.' : 'The user stays in your organization.',
    before: [
      m.accepted
        ? 'The transfer you offered was accepted and has been made. You do not need to do anything.'
        : 'The transfer you offered was declined. The user stays in your organization.',
    ],
    facts: [
      ['User', m.personName],
      ['Receiving organization', m.organizationName],
    ],
    why: 'You received this message because you offered the transfer.',
  }),
  inactivity_notice: (m) => ({
    subject: `Your user account will be deactivated after ${lastDay(m.deactivateOn)}`,
    preheader: `If you want to keep the account, act by ${lastDay(m.deactivateOn)}.`,
    before: [
      paragraph(
        'You have not used the service for a long time.',
        `Your user account is therefore valid ${daysLeft(m.daysLeft)},`,
        `until the end of ${lastDay(m.deactivateOn)}.`,
      ),
      paragraph(
        'If you want to keep the account, open the link below and confirm your choice',
        `by ${lastDay(m.deactivateOn)}.`,
        'Signing in to the service as usual also keeps the account.',
      ),
    ],
    button: { label: 'Keep my account', link: m.link },
    after: [
      paragraph(
        'If you no longer need the account, you do not need to do anything.',
        'The account will be deactivated, and your data will be permanently erased',
        `${days(m.eraseAfterDays)} after that.`,
      ),
    ],
    why: 'You received this message because we give notice before an account is deactivated.',
  }),
  lapse_digest: (m) => ({
    subject: 'User accounts in your organization are about to be deactivated',
    preheader: 'Ask the users to sign in if they need their accounts.',
    before: [
      paragraph(
        'Please ask the users below to sign in to the service if they need their accounts.',
        'The accounts have not been used for a long time and will otherwise be deactivated.',
        'The users themselves are told separately.',
      ),
      `Organization: ${m.organizationName}`,
    ],
    facts: m.people
      .slice(0, limit.digestPeopleMax)
      .map(({ name, deactivateOn }) => [name, `valid until the end of ${lastDay(deactivateOn)}`]),
    button: { label: 'Show the users', link: m.link },
    after:
      m.people.length > limit.digestPeopleMax
        ? [`This message lists ${limit.digestPeopleMax} users of ${m.people.length} in all.`]
        : [],
    why: 'You received this message because you are a primary user of the organization.',
  }),
  notice_undeliverable: (m) => ({
    subject: 'A notice to a user could not be delivered',
    preheader: "Check the user's e-mail address.",
    before: [
      paragraph(
        'Please check that the e-mail address of the user below is correct, and tell the user',
        'that the account will be deactivated unless the user signs in to the service.',
        'The notice about this could not be delivered to the user.',
      ),
    ],
    facts: [
      ['User', m.personName],
      ['Organization', m.organizationName],
      ['The account is valid at least', `until the end of ${lastDay(m.deactivateOn)}`],
    ],
    why: 'You received this message because you are a primary user of the organization.',
  }),
  last_admin_warning: (m) => ({
    subject: 'You are the last active administrator of the service',
    preheader: 'Sign in to the service and invite another administrator.',
    before: [
      paragraph('Please sign in to the service and invite another administrator:', m.publicUrl),
      paragraph(
        'You are the only active administrator and have not used the service for a long time.',
        'Your account is not deactivated automatically, so that an administrator remains.',
        'Without you, however, nobody can restore accounts or answer requests.',
      ),
    ],
    why: 'You received this message because you are the only active administrator.',
  }),
  last_primary_user_warning: (m) => ({
    subject: 'You are the last active primary user of your organization',
    preheader: `Your user account will be deactivated after ${lastDay(m.deactivateOn)}.`,
    before: [
      paragraph(
        `Please sign in to the service by ${lastDay(m.deactivateOn)} and invite another`,
        'primary user to your organization:',
        m.publicUrl,
      ),
      paragraph(
        'You have not used the service for a long time.',
        'If your account is deactivated, your organization no longer has a primary user',
        'who can invite users and manage their access rights.',
      ),
    ],
    facts: [
      ['Organization', m.organizationName],
      ['Your account is valid', `until the end of ${lastDay(m.deactivateOn)}`],
    ],
    why: 'You received this message because you are the only active primary user.',
  }),
  deactivated,
  restored: (m) => ({
    subject: 'Your user account has been restored',
    preheader: 'You can sign in to the service again.',
    before: [
      `Your user account has been restored, and you can sign in again: ${m.publicUrl}`,
      paragraph(
        'If you do not remember your password, you can set a new one on the sign-in page.',
        'If you do not use the service, the account is valid until the end of',
        `${lastDay(m.deactivateOn)}.`,
      ),
    ],
    why: 'You received this message because the service administration restored your account.',
  }),
  restore_requested: (m) => ({
    subject: 'A request to restore a user account is waiting for a decision',
    preheader: `The account can be restored until the end of ${lastDay(m.eraseOn)}.`,
    before: [
      paragraph(
        `Please decide on the request to restore an account by ${lastDay(m.eraseOn)}.`,
        'After that the data is permanently erased, and the account can no longer be restored.',
      ),
    ],
    facts: [
      ['User', m.personName],
      ['Organization', m.organizationName],
    ],
    button: { label: 'Review the request', link: m.link },
    why: 'You received this message because you are an administrator of the service.',
  }),
  restore_declined: (m) => ({
    subject: 'Your user account was not restored',
    preheader: `Your data is kept until the end of ${lastDay(m.eraseOn)}.`,
    before: [
      paragraph(
        'The service administration declined your request to restore your user account.',
        `Your data is kept until the end of ${lastDay(m.eraseOn)} and then permanently erased.`,
      ),
      paragraph(
        'If you have questions about the decision, contact the service administration:',
        m.serviceContact,
      ),
    ],
    why: 'You received this message because you asked for your account to be restored.',
  }),
  employment_ends_soon: (m) => ({
    subject: `Your user account is valid until the end of ${lastDay(m.endsOn)}`,
    preheader: 'Check the date on which your employment ends.',
    before: [
      paragraph(
        'According to the information in the service,',
        `your employment ends on ${lastDay(m.endsOn)}.`,
        'Your user account will be deactivated after that day.',
      ),
      paragraph(
        'If the date is wrong, ask the primary user of your organization to correct it in time.',
        'If the date is right, you do not need to do anything.',
      ),
    ],
    why: 'You received this message because your account is valid while you are employed.',
  }),
  data_request_received: (m) => ({
    subject: `Personal data request: answer by ${lastDay(m.dueOn)}`,
    preheader: `Request: ${requests[m.kind]}.`,
    before: [
      paragraph(
        `Please answer a request concerning personal data by ${lastDay(m.dueOn)}.`,
        'The time limit is set by the General Data Protection Regulation of the EU.',
      ),
    ],
    facts: [['Request', requests[m.kind]]],
    button: { label: 'Review the request', link: m.link },
    why: 'You received this message because you are an administrator of the service.',
  }),
  data_request_answered: (m) => ({
    subject: 'Your personal data request has been answered',
    preheader: 'Read the answer in the service.',
    before: ["Read the administration's answer to your request. You need to sign in first."],
    facts: [['Request', requests[m.kind]]],
    button: { label: 'Read the answer', link: m.link },
    after: [
      paragraph(
        'If you consider that your personal data is processed unlawfully,',
        'you can bring the matter before the Data Protection Ombudsman.',
      ),
    ],
    why: 'You received this message because you made a request concerning your personal data.',
  }),
  second_factor_changed: (m) => ({
    subject: 'How you sign in has changed',
    preheader: `The change was made on ${moment(m.at)}.`,
    before: [`${factorChanges[m.change]} This happened on ${moment(m.at)}.`, ifNotYou(m)],
    why: 'You received this message because we always tell you about changes to how you sign in.',
  }),
  second_factor_guessed: (m) => ({
    subject: 'Somebody may know your password',
    preheader: 'Change your password unless it was you who tried to sign in.',
    before: [
      paragraph(
        `Somebody tried to sign in to your user account on ${day(m.on)}.`,
        'The password was right, but two-step verification failed',
        `at least ${limit.wrongCodesTold} times. These attempts did not get into your account.`,
      ),
      'If it was you who tried to sign in, you do not need to do anything.',
      'If not, somebody else knows your password. Change it at once.',
    ],
    button: { label: 'Change the password', link: m.link },
    after: [`If you need help, contact the service administration: ${m.serviceContact}`],
    why: 'You received this message because we tell you about failed sign-ins to your account.',
  }),
  second_factor_reset: (m) => ({
    subject: 'Two-step verification was removed from your account',
    preheader: 'Set it up again when you sign in to the service.',
    before: [
      paragraph(
        'Set up two-step verification again when you sign in to the service.',
        `The service administration removed it from your account on ${moment(m.at)}.`,
      ),
      paragraph(
        'If you did not ask for this, contact the service administration at once:',
        m.serviceContact,
      ),
    ],
    why: 'You received this message because we always tell you about changes to how you sign in.',
  }),
  guard_stopped: (m) => ({
    subject: 'The automatic processing of user accounts was stopped',
    preheader: 'The processing is waiting for confirmation by an administrator.',
    before: [
      paragraph(
        'Please check the stopped processing and confirm it if it is right.',
        'It would have deactivated or permanently erased unusually many user accounts.',
        'Nothing is done to these accounts until an administrator has confirmed it.',
      ),
    ],
    facts: [
      ['Accounts to deactivate', String(m.toDeactivate)],
      ['Accounts to erase permanently', String(m.toErase)],
    ],
    button: { label: 'Check the processing', link: m.link },
    why: 'You received this message because you are an administrator of the service.',
  }),
  import_finished: (m) => ({
    subject: 'The import of users is finished',
    preheader: `Invited: ${m.invited}, refused rows: ${m.refused}.`,
    before: [
      m.refused > 0
        ? 'Please check the refused rows and the reasons. The other users are sent an invitation.'
        : 'Every user in the file is sent an invitation. You do not need to do anything.',
    ],
    facts: [
      ['Invited', String(m.invited)],
      ['Refused rows', String(m.refused)],
    ],
    button: { label: 'Show the result', link: m.link },
    why: 'You received this message because you imported a file into the service.',
  }),
};

function invitation(
  m: MailData['invitation'],
  subject: string,
  opening: readonly string[],
): Letter {
  return {
    subject,
    preheader: `Activate your user account by ${moment(m.expiresAt)}.`,
    before: [
      paragraph(
        ...opening,
        `Activate your user account by ${moment(m.expiresAt)}:`,
        'open the link below and choose a password.',
      ),
    ],
    facts: [
      ['Invited by', m.inviterName ?? `the ${service}`],
      ['Organization', m.organizationName],
      ['Role', roles[m.role]],
    ],
    button: { label: 'Activate my account', link: m.link },
    after: [
      paragraph(
        'Your username is the e-mail address at which you received this message.',
        'The link is personal: do not forward this message.',
        'If the link no longer works, ask the person who invited you',
        'or the service administration for a new invitation.',
      ),
      paragraph(
        'If you do not know who invited you or do not need an account,',
        'you do not need to do anything.',
        'The data of an unused invitation is erased automatically.',
      ),
    ],
    why: 'You received this message because you have been invited to use the service.',
  };
}

function deactivated(m: MailData['deactivated'] & CommonData): Letter {
  const on = day(m.deactivatedAt);
  const until = lastDay(m.eraseOn);
  const own = m.reason === 'closed_by_user';
  const opening = {
    inactivity: paragraph(
      `Your user account was deactivated on ${on}`,
      'because you had not used the service for a long time.',
    ),
    administration: paragraph(
      'The service administration or the primary user of your organization',
      `deactivated your user account on ${on}.`,
    ),
    employment_ended: paragraph(
      `Your user account was deactivated on ${on} because your employment`,
      'has ended according to the information in the service.',
    ),
    closed_by_user: `Your user account was closed at your own request on ${on}.`,
  }[m.reason];
  return {
    subject: own ? 'Your user account has been closed' : 'Your user account has been deactivated',
    preheader: `Your data will be permanently erased after ${until}.`,
    before: [
      paragraph(
        opening,
        `The service administration can restore the account until the end of ${until}.`,
        'After that your data is permanently erased.',
      ),
      m.link
        ? 'If you still need the account, ask for it to be restored with the link below.'
        : `If you still need the account, contact the administration: ${m.serviceContact}`,
    ],
    button: m.link ? { label: 'Ask for the account to be restored', link: m.link } : undefined,
    after: [
      own
        ? paragraph(
            'If you did not close the account yourself, contact the administration at once:',
            m.serviceContact,
          )
        : 'If you no longer need the account, you do not need to do anything.',
    ],
    why: 'You received this message because you have had a user account in the service.',
  };
}

function ifNotYou(m: CommonData): string {
  return paragraph(
    'If you did this yourself, you do not need to do anything.',
    `If not, contact the service administration at once: ${m.serviceContact}`,
  );
}

function ifWrong(m: CommonData): string {
  return paragraph(
    'If you think the change is wrong, contact the primary user of your organization',
    `or the service administration: ${m.serviceContact}`,
  );
}

/** After "valid". */
function daysLeft(count: number): string {
  if (count < 1) return 'only today';
  return `for only ${counted(count, 'more day', 'more days')}`;
}

function days(count: number): string {
  return counted(count, 'day', 'days');
}

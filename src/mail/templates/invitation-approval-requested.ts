/** Asks the approvers to decide on a proposed invitation; skipped once it is decided. */
import type { Role } from '../../policy/roles.ts';
import { paragraph } from '../letter.ts';
import { personOf } from '../sources.ts';
import type { Template } from '../template.ts';

type Data = {
  organizationName: string;
  proposerName: string;
  inviteeName: string;
  role: Role;
  link: string;
};

export const invitationApprovalRequested: Template<Data> = {
  async data(deps, { account, aboutId }) {
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
  fi: (m, { roles }) => ({
    subject: 'Kutsuehdotus odottaa päätöstäsi',
    preheader: 'Kutsu lähetetään vasta, kun ehdotus on hyväksytty.',
    before: [
      paragraph(
        'Hyväksy tai hylkää ehdotus uuden käyttäjän kutsumisesta.',
        'Kutsu lähetetään vasta, kun ehdotus on hyväksytty.',
      ),
    ],
    facts: [
      ['Ehdottaja', m.proposerName],
      ['Kutsuttava', m.inviteeName],
      ['Organisaatio', m.organizationName],
      ['Rooli', roles[m.role]],
    ],
    button: { label: 'Käsittele ehdotus', link: m.link },
    why: 'Sait tämän viestin, koska voit hyväksyä organisaation kutsuehdotuksia.',
  }),
  sv: (m, { roles }) => ({
    subject: 'Ett förslag om inbjudan väntar på ditt beslut',
    preheader: 'Inbjudan skickas först när förslaget har godkänts.',
    before: [
      paragraph(
        'Godkänn eller avslå förslaget om att bjuda in en ny användare.',
        'Inbjudan skickas först när förslaget har godkänts.',
      ),
    ],
    facts: [
      ['Förslagsställare', m.proposerName],
      ['Föreslagen användare', m.inviteeName],
      ['Organisation', m.organizationName],
      ['Roll', roles[m.role]],
    ],
    button: { label: 'Behandla förslaget', link: m.link },
    why: 'Du får det här meddelandet eftersom du kan godkänna organisationens inbjudningar.',
  }),
  en: (m, { roles }) => ({
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
};

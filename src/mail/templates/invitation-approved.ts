/** Tells the proposer of an invitation that it was approved. */
import { paragraph } from '../letter.ts';
import { personOf } from '../sources.ts';
import type { Template } from '../template.ts';

export const invitationApproved: Template<{ inviteeName: string }> = {
  async data(deps, { aboutId }) {
    const invitee = await personOf(deps, aboutId);
    return invitee && { inviteeName: invitee.personName };
  },
  fi: (m) => ({
    subject: 'Kutsuehdotuksesi on hyväksytty',
    preheader: 'Kutsu lähetetään sähköpostitse.',
    before: [
      paragraph(
        'Ehdotuksesi uuden käyttäjän kutsumisesta on hyväksytty.',
        'Kutsu lähetetään sähköpostitse. Sinun ei tarvitse tehdä mitään.',
      ),
    ],
    facts: [['Kutsuttava', m.inviteeName]],
    why: 'Sait tämän viestin, koska teit kutsuehdotuksen.',
  }),
  sv: (m) => ({
    subject: 'Ditt förslag om inbjudan har godkänts',
    preheader: 'Inbjudan skickas per e-post.',
    before: [
      paragraph(
        'Ditt förslag om att bjuda in en ny användare har godkänts.',
        'Inbjudan skickas per e-post. Du behöver inte göra något.',
      ),
    ],
    facts: [['Föreslagen användare', m.inviteeName]],
    why: 'Du får det här meddelandet eftersom du har föreslagit inbjudan.',
  }),
  en: (m) => ({
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
};

/** Tells the proposer of an invitation that it was declined, and why. */
import { paragraph } from '../letter.ts';
import { personOf } from '../sources.ts';
import type { Template } from '../template.ts';

export const invitationDeclined: Template<{ inviteeName: string; reason: string | null }> = {
  async data(deps, { aboutId }) {
    const invitee = await personOf(deps, aboutId);
    if (!invitee?.row.declinedAt) return undefined;
    return { inviteeName: invitee.personName, reason: invitee.row.declineReason ?? null };
  },
  fi: (m) => ({
    subject: 'Kutsuehdotustasi ei hyväksytty',
    preheader: 'Kutsua ei lähetetä.',
    before: [
      paragraph(
        'Ehdotustasi uuden käyttäjän kutsumisesta ei hyväksytty, eikä kutsua lähetetä.',
        'Jos sinulla on kysyttävää päätöksestä, ota yhteyttä organisaatiosi pääkäyttäjään.',
      ),
    ],
    facts: [
      ['Kutsuttava', m.inviteeName],
      ['Perustelu', m.reason ?? 'perustelua ei ole kirjattu'],
    ],
    why: 'Sait tämän viestin, koska teit kutsuehdotuksen.',
  }),
  sv: (m) => ({
    subject: 'Ditt förslag om inbjudan godkändes inte',
    preheader: 'Ingen inbjudan skickas.',
    before: [
      paragraph(
        'Ditt förslag om att bjuda in en ny användare godkändes inte.',
        'Ingen inbjudan skickas.',
        'Om du har frågor om beslutet, kontakta huvudanvändaren i din organisation.',
      ),
    ],
    facts: [
      ['Föreslagen användare', m.inviteeName],
      ['Motivering', m.reason ?? 'ingen motivering har angetts'],
    ],
    why: 'Du får det här meddelandet eftersom du har föreslagit inbjudan.',
  }),
  en: (m) => ({
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
};

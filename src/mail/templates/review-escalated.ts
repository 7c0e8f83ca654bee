/** Asks the administration to answer about people about whom nobody else has answered, or may. */
import { counted } from '../../policy/counted.ts';
import { paragraph } from '../letter.ts';
import { openReviewOf, type ReviewData } from '../review-source.ts';
import type { Template } from '../template.ts';

export const reviewEscalated: Template<ReviewData> = {
  data: (deps, about) => openReviewOf(deps, about, '/reviews'),
  fi: (m, { day }) => ({
    subject: 'Palvelussuhteiden tarkistus odottaa ylläpidon vastausta',
    preheader: `Tarkistus päättyy ${day(m.closeAt)}.`,
    before: [
      paragraph(
        'Vahvista niiden käyttäjien palvelussuhteet, joita organisaatio ei ole vahvistanut,',
        'tai pyydä organisaation pääkäyttäjiä vastaamaan.',
        'Organisaation ainoa pääkäyttäjä ei voi vahvistaa omaa palvelussuhdettaan,',
        'joten sen vahvistaa ylläpito.',
      ),
    ],
    facts: [
      ['Organisaatio', m.organizationName],
      ['Vastausta odottavia käyttäjiä', String(m.open)],
      ['Tarkistus päättyy', day(m.closeAt)],
    ],
    button: { label: 'Näytä tarkistukset', link: m.link },
    why: 'Sait tämän viestin, koska olet palvelun ylläpitäjä.',
  }),
  sv: (m, { day }) => ({
    subject: 'En granskning av anställningar väntar på administrationens svar',
    preheader: `Granskningen avslutas ${day(m.closeAt)}.`,
    before: [
      paragraph(
        'Bekräfta de anställningar som organisationen inte har bekräftat,',
        'eller be organisationens huvudanvändare att svara.',
        'En organisations enda huvudanvändare kan inte bekräfta sin egen anställning,',
        'så det gör administrationen.',
      ),
    ],
    facts: [
      ['Organisation', m.organizationName],
      ['Användare som väntar på svar', String(m.open)],
      ['Granskningen avslutas', day(m.closeAt)],
    ],
    button: { label: 'Visa granskningarna', link: m.link },
    why: 'Du får det här meddelandet eftersom du är administratör för tjänsten.',
  }),
  en: (m, { day }) => ({
    subject: 'An employment review awaits an answer from the administration',
    preheader: `The review ends on ${day(m.closeAt)}.`,
    before: [
      paragraph(
        'Please confirm the users whom the organization has not confirmed,',
        'or ask its primary users to answer.',
        "An organization's only primary user cannot confirm their own employment,",
        'so the administration does that.',
      ),
    ],
    facts: [
      ['Organization', m.organizationName],
      ['Awaiting an answer', counted(m.open, 'user', 'users')],
      ['The review ends on', day(m.closeAt)],
    ],
    button: { label: 'Show the reviews', link: m.link },
    why: 'You received this message because you are an administrator of the service.',
  }),
};

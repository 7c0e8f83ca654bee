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
        'Vastaa niiden käyttäjien puolesta, joista organisaatio ei ole vastannut,',
        'tai pyydä organisaation pääkäyttäjiä vastaamaan.',
        'Organisaation ainoa pääkäyttäjä ei voi vahvistaa omaa palvelussuhdettaan,',
        'joten hänestä vastaa ylläpito.',
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
        'Svara om de användare som organisationen inte har svarat om,',
        'eller be organisationens huvudanvändare att svara.',
        'En organisations enda huvudanvändare kan inte bekräfta sin egen anställning,',
        'så administrationen svarar om den personen.',
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
        'Please answer about the users about whom the organization has not answered,',
        'or ask its primary users to answer.',
        "An organization's only primary user cannot confirm their own employment,",
        'so the administration answers about that person.',
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

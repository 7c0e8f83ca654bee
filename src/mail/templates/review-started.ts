/** Asks the primary users to answer whether their organization's people are still employed. */
import { counted } from '../../policy/counted.ts';
import { paragraph } from '../letter.ts';
import { openReviewOf, type ReviewData } from '../review-source.ts';
import type { Template } from '../template.ts';

export const reviewStarted: Template<ReviewData> = {
  data: (deps, about) => openReviewOf(deps, about, '/review'),
  fi: (m, { day }) => ({
    subject: 'Vahvista, ketkä työskentelevät edelleen organisaatiossasi',
    preheader: `Vastaa viimeistään ${day(m.closeAt)}.`,
    before: [
      paragraph(
        'Käy läpi organisaatiosi käyttäjät ja vahvista, ketkä työskentelevät siellä edelleen.',
        'Jos kaikki työskentelevät siellä edelleen, yksi painallus riittää.',
        'Merkitse erikseen ne, jotka ovat lähteneet, siirtyneet muualle tai vaihtaneet roolia.',
      ),
    ],
    facts: [
      ['Organisaatio', m.organizationName],
      ['Vastausta odottavia käyttäjiä', String(m.open)],
      ['Vastaa viimeistään', day(m.closeAt)],
    ],
    button: { label: 'Vastaa tarkistukseen', link: m.link },
    after: [
      paragraph(
        'Omaa palvelussuhdettasi et voi vahvistaa itse.',
        'Jos kukaan ei vahvista käyttäjän palvelussuhdetta määräaikaan mennessä,',
        'käyttäjälle ilmoitetaan asiasta ja hänen tilinsä poistetaan käytöstä,',
        'ellei hän itse pyydä säilyttämään sitä.',
      ),
    ],
    why: 'Sait tämän viestin, koska olet organisaation pääkäyttäjä.',
  }),
  sv: (m, { day }) => ({
    subject: 'Bekräfta vilka som fortfarande arbetar i din organisation',
    preheader: `Svara senast ${day(m.closeAt)}.`,
    before: [
      paragraph(
        'Gå igenom användarna i din organisation och bekräfta vilka som fortfarande arbetar där.',
        'Om alla är kvar räcker det med ett enda klick.',
        'Markera särskilt dem som har slutat, flyttat eller bytt roll.',
      ),
    ],
    facts: [
      ['Organisation', m.organizationName],
      ['Användare som väntar på svar', String(m.open)],
      ['Svara senast', day(m.closeAt)],
    ],
    button: { label: 'Besvara granskningen', link: m.link },
    after: [
      paragraph(
        'Du kan inte bekräfta din egen anställning.',
        'De användare vars anställning ingen har bekräftat i tid får ett meddelande,',
        'och deras konton inaktiveras om de inte själva ber att få behålla dem.',
      ),
    ],
    why: 'Du får det här meddelandet eftersom du är organisationens huvudanvändare.',
  }),
  en: (m, { day }) => ({
    subject: 'Please confirm who still works in your organization',
    preheader: `Please answer by ${day(m.closeAt)}.`,
    before: [
      paragraph(
        'Please go through the users of your organization and confirm who still works there.',
        'If everybody does, one click is enough.',
        'Mark those who have left, moved elsewhere or changed roles.',
      ),
    ],
    facts: [
      ['Organization', m.organizationName],
      ['Awaiting an answer', counted(m.open, 'user', 'users')],
      ['Answer by', day(m.closeAt)],
    ],
    button: { label: 'Answer the review', link: m.link },
    after: [
      paragraph(
        'You cannot confirm your own employment.',
        'Users whom nobody has confirmed in time are notified,',
        'and their accounts are deactivated unless they ask to keep them.',
      ),
    ],
    why: 'You received this message because you are a primary user of the organization.',
  }),
};

/** Reminds the primary users of an open review with people about whom nobody has answered. */
import { counted } from '../../policy/counted.ts';
import { paragraph } from '../letter.ts';
import { openReviewOf, type ReviewData } from '../review-source.ts';
import type { Template } from '../template.ts';

export const reviewReminder: Template<ReviewData> = {
  data: (deps, about) => openReviewOf(deps, about, '/review'),
  fi: (m, { day }) => ({
    subject: 'Muistutus: vahvista, ketkä työskentelevät edelleen organisaatiossasi',
    preheader: `Vastaa viimeistään ${day(m.closeAt)}.`,
    before: [
      paragraph(
        'Kaikkien organisaatiosi käyttäjien palvelussuhteita ei ole vielä vahvistettu.',
        `Vahvista viimeistään ${day(m.closeAt)}, ketkä työskentelevät organisaatiossa edelleen.`,
      ),
    ],
    facts: [
      ['Organisaatio', m.organizationName],
      ['Vastausta odottavia käyttäjiä', String(m.open)],
    ],
    button: { label: 'Vastaa tarkistukseen', link: m.link },
    why: 'Sait tämän viestin, koska olet organisaation pääkäyttäjä.',
  }),
  sv: (m, { day }) => ({
    subject: 'Påminnelse: bekräfta vilka som fortfarande arbetar i din organisation',
    preheader: `Svara senast ${day(m.closeAt)}.`,
    before: [
      paragraph(
        'Alla anställningar i din organisation har ännu inte bekräftats.',
        `Bekräfta senast ${day(m.closeAt)} vilka som fortfarande arbetar i organisationen.`,
      ),
    ],
    facts: [
      ['Organisation', m.organizationName],
      ['Användare som väntar på svar', String(m.open)],
    ],
    button: { label: 'Besvara granskningen', link: m.link },
    why: 'Du får det här meddelandet eftersom du är organisationens huvudanvändare.',
  }),
  en: (m, { day }) => ({
    subject: 'Reminder: please confirm who still works in your organization',
    preheader: `Please answer by ${day(m.closeAt)}.`,
    before: [
      paragraph(
        'Some users of your organization have not been confirmed yet.',
        `Please confirm by ${day(m.closeAt)} who still works in the organization.`,
      ),
    ],
    facts: [
      ['Organization', m.organizationName],
      ['Awaiting an answer', counted(m.open, 'user', 'users')],
    ],
    button: { label: 'Answer the review', link: m.link },
    why: 'You received this message because you are a primary user of the organization.',
  }),
};

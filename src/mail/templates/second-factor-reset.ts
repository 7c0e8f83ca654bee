/** Tells a person that the administration removed their second factors. */
import { paragraph } from '../letter.ts';
import { happenedAt } from '../sources.ts';
import type { Template } from '../template.ts';

export const secondFactorReset: Template<{ at: string }> = {
  data: happenedAt,
  fi: (m, { moment }) => ({
    subject: 'Kaksivaiheinen tunnistautuminen on poistettu käytöstä tililläsi',
    preheader: 'Ota se uudelleen käyttöön, kun kirjaudut palveluun.',
    before: [
      paragraph(
        'Ota kaksivaiheinen tunnistautuminen uudelleen käyttöön, kun kirjaudut palveluun.',
        `Palvelun ylläpito poisti sen käytöstä tililläsi ${moment(m.at)}.`,
      ),
      paragraph(
        'Jos et ole pyytänyt tätä, ota heti yhteyttä palvelun ylläpitoon:',
        m.serviceContact,
      ),
    ],
    why: 'Sait tämän viestin, koska tunnistautumisen muutoksista ilmoitetaan tilin haltijalle.',
  }),
  sv: (m, { moment }) => ({
    subject: 'Tvåstegsverifieringen har tagits ur bruk för ditt konto',
    preheader: 'Ta den i bruk på nytt när du loggar in i tjänsten.',
    before: [
      paragraph(
        'Ta tvåstegsverifieringen i bruk på nytt när du loggar in i tjänsten.',
        `Tjänstens administration tog den ur bruk för ditt konto ${moment(m.at)}.`,
      ),
      paragraph(
        'Om du inte har begärt detta, kontakta genast tjänstens administration:',
        m.serviceContact,
      ),
    ],
    why: 'Du får det här meddelandet eftersom vi alltid meddelar om ändringar i inloggningen.',
  }),
  en: (m, { moment }) => ({
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
};

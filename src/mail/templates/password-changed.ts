/** Tells a person that their password was changed, so that they notice a change by someone else. */

import { happenedAt } from '../sources.ts';
import type { Template } from '../template.ts';

export const passwordChanged: Template<{ at: string }> = {
  data: happenedAt,
  fi: (m, { moment, ifNotYou }) => ({
    subject: 'Salasanasi on vaihdettu',
    preheader: `Salasana vaihdettiin ${moment(m.at)}.`,
    before: [`Käyttäjätilisi salasana vaihdettiin ${moment(m.at)}.`, ifNotYou(m)],
    why: 'Sait tämän viestin, koska ilmoitamme salasanan vaihtumisesta aina tilin haltijalle.',
  }),
  sv: (m, { moment, ifNotYou }) => ({
    subject: 'Ditt lösenord har bytts',
    preheader: `Lösenordet byttes ${moment(m.at)}.`,
    before: [`Lösenordet till ditt användarkonto byttes ${moment(m.at)}.`, ifNotYou(m)],
    why: 'Du får det här meddelandet eftersom vi alltid meddelar när ett lösenord har bytts.',
  }),
  en: (m, { moment, ifNotYou }) => ({
    subject: 'Your password was changed',
    preheader: `The password was changed on ${moment(m.at)}.`,
    before: [`The password of your user account was changed on ${moment(m.at)}.`, ifNotYou(m)],
    why: 'You received this message because we always tell you when your password changes.',
  }),
};

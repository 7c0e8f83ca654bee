/** Reminds a person of an unused invitation; its link replaces the first. */

import type { Template } from '../template.ts';
import { type Invitation, invitationIn, invited } from './invitation.ts';

export const invitationReminder: Template<Invitation> = {
  data: invited,
  fi: (m, words) =>
    invitationIn.fi(m, words, `Muistutus kutsusta: ${words.service}`, [
      `Et ole vielä käyttänyt saamaasi kutsua ${words.service} -verkkopalvelun käyttäjäksi.`,
      'Tämän viestin linkki korvaa aiemman linkin.',
    ]),
  sv: (m, words) =>
    invitationIn.sv(m, words, `Påminnelse om inbjudan: ${words.service}`, [
      `Du har ännu inte använt din inbjudan till webbtjänsten ${words.service}.`,
      'Länken i det här meddelandet ersätter den tidigare länken.',
    ]),
  en: (m, words) =>
    invitationIn.en(m, words, `Reminder of your invitation: ${words.service}`, [
      `You have not yet used your invitation to the ${words.service}.`,
      'The link in this message replaces the earlier link.',
    ]),
};

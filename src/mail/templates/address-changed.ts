/** Tells the former address that it was replaced. */
import { formerAddressOf } from '../../accounts/former-address.ts';
import { paragraph } from '../letter.ts';
import { happenedAt } from '../sources.ts';
import type { Template } from '../template.ts';

export const addressChanged: Template<{ at: string }> = {
  data: happenedAt,
  to: ({ account, event }) => formerAddressOf(account, event)?.email,
  fi: (m, { moment, ifNotYou }) => ({
    subject: 'Sähköpostiosoitteesi on vaihdettu',
    preheader: `Osoite vaihdettiin ${moment(m.at)}.`,
    before: [
      paragraph(
        `Käyttäjätilisi sähköpostiosoite vaihdettiin ${moment(m.at)}.`,
        'Palvelun viestit lähetetään tästä lähtien uuteen osoitteeseen,',
        'jolla myös kirjaudut palveluun.',
      ),
      ifNotYou(m),
    ],
    why: 'Sait tämän viestin, koska tämä oli käyttäjätilisi aiempi osoite.',
  }),
  sv: (m, { moment, ifNotYou }) => ({
    subject: 'Din e-postadress har ändrats',
    preheader: `Adressen ändrades ${moment(m.at)}.`,
    before: [
      paragraph(
        `E-postadressen för ditt användarkonto ändrades ${moment(m.at)}.`,
        'Från och med nu skickas tjänstens meddelanden till den nya adressen,',
        'som du också loggar in med.',
      ),
      ifNotYou(m),
    ],
    why: 'Du får det här meddelandet eftersom detta var den tidigare adressen för ditt konto.',
  }),
  en: (m, { moment, ifNotYou }) => ({
    subject: 'Your e-mail address was changed',
    preheader: `The address was changed on ${moment(m.at)}.`,
    before: [
      paragraph(
        `The e-mail address of your user account was changed on ${moment(m.at)}.`,
        'From now on, messages go to the new address, and you sign in with it.',
      ),
      ifNotYou(m),
    ],
    why: 'You received this message because this was the previous address of your account.',
  }),
};

/** The text around every e-mail: greeting, closing and footer, in each language. */
import type { Language } from '../policy/languages.ts';

type Frame = {
  greeting: (firstName: string) => string;
  /** Precedes the button's URL in the HTML version. */
  linkHint: string;
  closing: string;
  /** Precedes the administration's address or phone number. */
  contactLabel: string;
  noReply: string;
};

export const frames: Readonly<Record<Language, Frame>> = {
  fi: {
    greeting: (firstName) => `Hei ${firstName},`,
    linkHint: 'Jos painike ei toimi, kopioi tämä osoite selaimeen:',
    closing: 'Ystävällisin terveisin',
    contactLabel: 'Palvelun ylläpito',
    noReply: 'Tähän viestiin ei voi vastata.',
  },
  sv: {
    greeting: (firstName) => `Hej ${firstName},`,
    linkHint: 'Om knappen inte fungerar, kopiera den här adressen till webbläsaren:',
    closing: 'Med vänlig hälsning',
    contactLabel: 'Tjänstens administration',
    noReply: 'Det går inte att svara på det här meddelandet.',
  },
  en: {
    greeting: (firstName) => `Dear ${firstName},`,
    linkHint: 'If the button does not work, copy this address into your browser:',
    closing: 'Kind regards',
    contactLabel: 'Service administration',
    noReply: 'You cannot reply to this message.',
  },
};

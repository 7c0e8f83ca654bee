/** Texts for activating an account. */
import { inEveryLanguage } from '../language.tsx';

export const texts = inEveryLanguage({
  fi: {
    hello: (name: string) => `Hei ${name}! Sinut on kutsuttu käyttämään palvelumanuaalia.`,
    invitedBy: 'Kutsuja',
    until: 'Kutsu on voimassa',
    password: 'Uusi salasana',
    language: 'Kieli, jolla palvelu kirjoittaa sinulle',
    notice: 'Tietosuojaseloste',
    read: 'Olen lukenut tietosuojaselosteen',
    activate: 'Ota tili käyttöön',
  },
  sv: {
    hello: (name: string) => `Hej ${name}! Du har bjudits in att använda servicemanualen.`,
    invitedBy: 'Inbjuden av',
    until: 'Inbjudan gäller till',
    password: 'Nytt lösenord',
    language: 'Språket som tjänsten skriver till dig på',
    notice: 'Dataskyddsbeskrivning',
    read: 'Jag har läst dataskyddsbeskrivningen',
    activate: 'Aktivera kontot',
  },
  en: {
    hello: (name: string) =>
      `Hello ${name}! You have been invited to use the Employment Services Manual.`,
    invitedBy: 'Invited by',
    until: 'The invitation is valid until',
    password: 'New password',
    language: 'Language of messages from the service',
    notice: 'Privacy notice',
    read: 'I have read the privacy notice',
    activate: 'Activate account',
  },
});

/** Texts of activating an account. */
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
    activate: 'Ota tunnus käyttöön',
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
    hello: (name: string) => `Hello ${name}! You are invited to use the manual.`,
    invitedBy: 'Invited by',
    until: 'The invitation is valid until',
    password: 'New password',
    language: 'The language in which the service writes to you',
    notice: 'Privacy notice',
    read: 'I have read the privacy notice',
    activate: 'Activate the account',
  },
});

/** Sends the link for a new password that a manager has asked for, while the link works. */
import { paragraph } from '../letter.ts';
import { linked } from '../sources.ts';
import type { Template } from '../template.ts';

export const passwordResetSent: Template<{ link: string; expiresAt: string }> = {
  data: (deps, about) => linked(deps, about, 'password_reset'),
  fi: (m, { moment }) => ({
    subject: 'Linkki uuden salasanan asettamiseen',
    preheader: `Linkki on voimassa ${moment(m.expiresAt)} asti.`,
    before: [
      paragraph(
        'Organisaatiosi pääkäyttäjä tai palvelun ylläpito lähetti sinulle linkin,',
        'jolla voit asettaa uuden salasanan.',
        `Linkki on voimassa ${moment(m.expiresAt)} asti, ja sitä voi käyttää vain kerran.`,
      ),
    ],
    button: { label: 'Aseta uusi salasana', link: m.link },
    after: [
      paragraph(
        'Jos et tarvitse uutta salasanaa, sinun ei tarvitse tehdä mitään:',
        'nykyinen salasanasi pysyy voimassa. Älä välitä viestiä muille.',
        'Jos et tiedä, miksi sait viestin, ota yhteyttä palvelun ylläpitoon:',
        m.serviceContact,
      ),
    ],
    why: 'Sait tämän viestin, koska käyttäjätilillesi lähetettiin linkki uutta salasanaa varten.',
  }),
  sv: (m, { moment }) => ({
    subject: 'Länk för att välja ett nytt lösenord',
    preheader: `Länken är giltig till ${moment(m.expiresAt)}.`,
    before: [
      paragraph(
        'Din organisations huvudanvändare eller tjänstens administration har skickat dig en länk',
        'för att välja ett nytt lösenord.',
        `Länken är giltig till ${moment(m.expiresAt)} och kan användas bara en gång.`,
      ),
    ],
    button: { label: 'Välj ett nytt lösenord', link: m.link },
    after: [
      paragraph(
        'Om du inte behöver ett nytt lösenord behöver du inte göra något:',
        'ditt nuvarande lösenord fortsätter att gälla. Skicka inte meddelandet vidare.',
        'Om du inte vet varför du fick meddelandet, kontakta tjänstens administration:',
        m.serviceContact,
      ),
    ],
    why: 'Du får det här meddelandet eftersom en länk för ett nytt lösenord skickades till dig.',
  }),
  en: (m, { moment }) => ({
    subject: 'Your link to set a new password',
    preheader: `The link is valid until ${moment(m.expiresAt)}.`,
    before: [
      paragraph(
        "Your organization's primary user or the service administration has sent you a link",
        'to set a new password.',
        `The link is valid until ${moment(m.expiresAt)} and can be used only once.`,
      ),
    ],
    button: { label: 'Set a new password', link: m.link },
    after: [
      paragraph(
        'If you do not need a new password, you do not need to do anything:',
        'your current password stays valid. Do not forward this message.',
        'If you do not know why you received it, contact the service administration:',
        m.serviceContact,
      ),
    ],
    why: 'You received this message because a link to set a new password was sent to you.',
  }),
};

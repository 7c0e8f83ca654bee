/** Sends the link that resets a forgotten password, while the link works. */
import { paragraph } from '../letter.ts';
import { linked } from '../sources.ts';
import type { Template } from '../template.ts';

export const passwordReset: Template<{ link: string; expiresAt: string }> = {
  data: (deps, about) => linked(deps, about, 'password_reset'),
  fi: (m, { moment }) => ({
    subject: 'Uuden salasanan asettaminen',
    preheader: `Linkki on voimassa ${moment(m.expiresAt)} asti.`,
    before: [
      paragraph(
        'Aseta uusi salasana alla olevan linkin kautta.',
        `Linkki on voimassa ${moment(m.expiresAt)} asti, ja sitä voi käyttää vain kerran.`,
      ),
    ],
    button: { label: 'Aseta uusi salasana', link: m.link },
    after: [
      paragraph(
        'Jos et ole pyytänyt uutta salasanaa, älä käytä linkkiä äläkä välitä viestiä muille.',
        'Nykyinen salasanasi pysyy voimassa.',
        'Jos saat näitä viestejä toistuvasti, ota yhteyttä palvelun ylläpitoon:',
        m.serviceContact,
      ),
    ],
    why: 'Sait tämän viestin, koska käyttäjätilillesi pyydettiin uutta salasanaa.',
  }),
  sv: (m, { moment }) => ({
    subject: 'Välj ett nytt lösenord',
    preheader: `Länken är giltig till ${moment(m.expiresAt)}.`,
    before: [
      paragraph(
        'Välj ett nytt lösenord via länken nedan.',
        `Länken är giltig till ${moment(m.expiresAt)} och kan användas bara en gång.`,
      ),
    ],
    button: { label: 'Välj ett nytt lösenord', link: m.link },
    after: [
      paragraph(
        'Om du inte har begärt ett nytt lösenord ska du inte använda länken',
        'och inte skicka meddelandet vidare. Ditt nuvarande lösenord fortsätter att gälla.',
        'Om du får sådana här meddelanden upprepade gånger, kontakta tjänstens administration:',
        m.serviceContact,
      ),
    ],
    why: 'Du får det här meddelandet eftersom ett nytt lösenord har begärts för ditt konto.',
  }),
  en: (m, { moment }) => ({
    subject: 'Set a new password',
    preheader: `The link is valid until ${moment(m.expiresAt)}.`,
    before: [
      paragraph(
        'Set a new password with the link below.',
        `The link is valid until ${moment(m.expiresAt)} and can be used only once.`,
      ),
    ],
    button: { label: 'Set a new password', link: m.link },
    after: [
      paragraph(
        'If you did not ask for a new password, do not use the link or forward this message.',
        'Your current password stays valid.',
        'If you receive such messages repeatedly, contact the service administration:',
        m.serviceContact,
      ),
    ],
    why: 'You received this message because a new password was requested for your account.',
  }),
};

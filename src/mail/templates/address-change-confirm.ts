/** Sends the link that confirms a new address, to the new address only. */
import { paragraph } from '../letter.ts';
import { linked, liveLink } from '../sources.ts';
import type { Template } from '../template.ts';

export const addressChangeConfirm: Template<{ link: string; expiresAt: string }> = {
  data: (deps, about) => linked(deps, about, 'address_change'),
  to: ({ account, now }) => liveLink(account, 'address_change', now)?.email,
  fi: (m, { moment }) => ({
    subject: 'Vahvista uusi sähköpostiosoitteesi',
    preheader: `Vahvista osoite viimeistään ${moment(m.expiresAt)}.`,
    before: [
      paragraph(
        `Vahvista tämä sähköpostiosoite viimeistään ${moment(m.expiresAt)}.`,
        'Osoite vaihtuu vasta, kun olet vahvistanut sen.',
        'Tämän jälkeen kirjaudut palveluun uudella osoitteella.',
      ),
    ],
    button: { label: 'Vahvista osoite', link: m.link },
    after: [
      paragraph(
        'Jos et ole pyytänyt osoitteen vaihtamista, älä vahvista osoitetta.',
        `Ilmoita asiasta palvelun ylläpidolle: ${m.serviceContact}`,
      ),
    ],
    why: 'Sait tämän viestin, koska tämä osoite annettiin käyttäjätilin uudeksi osoitteeksi.',
  }),
  sv: (m, { moment }) => ({
    subject: 'Bekräfta din nya e-postadress',
    preheader: `Bekräfta adressen senast ${moment(m.expiresAt)}.`,
    before: [
      paragraph(
        `Bekräfta den här e-postadressen senast ${moment(m.expiresAt)}.`,
        'Adressen ändras först när du har bekräftat den.',
        'Därefter loggar du in i tjänsten med den nya adressen.',
      ),
    ],
    button: { label: 'Bekräfta adressen', link: m.link },
    after: [
      paragraph(
        'Om du inte har begärt att adressen ska ändras ska du inte bekräfta den.',
        `Meddela då tjänstens administration: ${m.serviceContact}`,
      ),
    ],
    why: 'Du får det här meddelandet eftersom adressen har angetts som ny adress för ett konto.',
  }),
  en: (m, { moment }) => ({
    subject: 'Confirm your new e-mail address',
    preheader: `Confirm the address by ${moment(m.expiresAt)}.`,
    before: [
      paragraph(
        `Confirm this e-mail address by ${moment(m.expiresAt)}.`,
        'The address changes only after you have confirmed it.',
        'From then on you sign in with the new address.',
      ),
    ],
    button: { label: 'Confirm the address', link: m.link },
    after: [
      paragraph(
        'If you did not ask for this change, do not confirm the address.',
        `Please tell the service administration: ${m.serviceContact}`,
      ),
    ],
    why: 'You received this message because this address was given as the new one of an account.',
  }),
};

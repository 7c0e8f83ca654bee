/** Tells the current address that a new one was asked for. */
import { paragraph } from '../letter.ts';
import { happenedAt } from '../sources.ts';
import type { Template } from '../template.ts';

export const addressChangeRequested: Template<{ at: string }> = {
  data: happenedAt,
  fi: (m, { moment, ifNotYou }) => ({
    subject: 'Sähköpostiosoitteesi vaihtamista on pyydetty',
    preheader: 'Osoite vaihtuu vasta, kun uusi osoite on vahvistettu.',
    before: [
      paragraph(
        `Käyttäjätilisi sähköpostiosoitetta pyydettiin vaihtamaan ${moment(m.at)}.`,
        'Pyynnön teki tilillesi kirjautunut henkilö.',
        'Osoite vaihtuu vasta, kun uusi osoite on vahvistettu.',
      ),
      ifNotYou(m),
    ],
    why: 'Sait tämän viestin, koska tämä on käyttäjätilisi nykyinen osoite.',
  }),
  sv: (m, { moment, ifNotYou }) => ({
    subject: 'En ändring av din e-postadress har begärts',
    preheader: 'Adressen ändras först när den nya adressen har bekräftats.',
    before: [
      paragraph(
        `Någon som var inloggad på ditt användarkonto begärde ${moment(m.at)}`,
        'att kontots e-postadress skulle ändras.',
        'Adressen ändras först när den nya adressen har bekräftats.',
      ),
      ifNotYou(m),
    ],
    why: 'Du får det här meddelandet eftersom detta är den nuvarande adressen för ditt konto.',
  }),
  en: (m, { moment, ifNotYou }) => ({
    subject: 'A change of your e-mail address was requested',
    preheader: 'The address changes only after the new one has been confirmed.',
    before: [
      paragraph(
        `On ${moment(m.at)}, someone who was signed in to your user account`,
        'asked to change its e-mail address.',
        'The address changes only after the new one has been confirmed.',
      ),
      ifNotYou(m),
    ],
    why: 'You received this message because this is the current address of your account.',
  }),
};

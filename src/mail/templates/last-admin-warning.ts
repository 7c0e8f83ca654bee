/** Warns the last active administrator, whom the timer never deactivates. */
import { paragraph } from '../letter.ts';
import type { Template } from '../template.ts';

export const lastAdminWarning: Template<object> = {
  data: async () => ({}),
  fi: (m) => ({
    subject: 'Olet palvelun viimeinen aktiivinen ylläpitäjä',
    preheader: 'Kirjaudu palveluun ja kutsu toinen ylläpitäjä.',
    before: [
      paragraph('Kirjaudu palveluun ja kutsu toinen ylläpitäjä:', m.publicUrl),
      paragraph(
        'Olet palvelun ainoa aktiivinen ylläpitäjä, etkä ole käyttänyt palvelua pitkään aikaan.',
        'Tiliäsi ei poisteta käytöstä automaattisesti, jotta palvelu ei jäisi ilman ylläpitäjää.',
        'Ilman sinua kukaan ei kuitenkaan voi palauttaa tilejä eikä vastata pyyntöihin.',
      ),
    ],
    why: 'Sait tämän viestin, koska olet palvelun ainoa aktiivinen ylläpitäjä.',
  }),
  sv: (m) => ({
    subject: 'Du är tjänstens sista aktiva administratör',
    preheader: 'Logga in i tjänsten och bjud in ytterligare en administratör.',
    before: [
      paragraph('Logga in i tjänsten och bjud in ytterligare en administratör:', m.publicUrl),
      paragraph(
        'Du är tjänstens enda aktiva administratör och har inte använt tjänsten på länge.',
        'Ditt konto inaktiveras inte automatiskt,',
        'för att tjänsten inte ska stå utan administratör.',
        'Utan dig kan ändå ingen återställa konton eller besvara begäranden.',
      ),
    ],
    why: 'Du får det här meddelandet eftersom du är tjänstens enda aktiva administratör.',
  }),
  en: (m) => ({
    subject: 'You are the last active administrator of the service',
    preheader: 'Sign in to the service and invite another administrator.',
    before: [
      paragraph('Please sign in to the service and invite another administrator:', m.publicUrl),
      paragraph(
        'You are the only active administrator and have not used the service for a long time.',
        'Your account is not deactivated automatically, so that an administrator remains.',
        'Without you, however, nobody can restore accounts or answer requests.',
      ),
    ],
    why: 'You received this message because you are the only active administrator.',
  }),
};

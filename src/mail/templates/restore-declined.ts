/** Tells a person that their account stays deactivated, and how long the data is kept. */
import { evaluateLifecycle } from '../../policy/lifecycle.ts';
import { paragraph } from '../letter.ts';
import type { Template } from '../template.ts';

export const restoreDeclined: Template<{ eraseOn: string }> = {
  async data(deps, { account, now }) {
    const { status, eraseAt } = evaluateLifecycle(account.row, deps.policy, now);
    return status === 'deactivated' && eraseAt ? { eraseOn: eraseAt } : undefined;
  },
  fi: (m, { lastDay }) => ({
    subject: 'Käyttäjätiliäsi ei palautettu',
    preheader: `Tietosi säilytetään ${lastDay(m.eraseOn)} asti.`,
    before: [
      paragraph(
        'Palvelun ylläpito ei hyväksynyt pyyntöäsi palauttaa käyttäjätilisi.',
        `Tietosi säilytetään ${lastDay(m.eraseOn)} asti ja poistetaan sen jälkeen pysyvästi.`,
      ),
      `Jos sinulla on kysyttävää päätöksestä, ota yhteyttä ylläpitoon: ${m.serviceContact}`,
    ],
    why: 'Sait tämän viestin, koska pyysit käyttäjätilisi palauttamista.',
  }),
  sv: (m, { lastDay }) => ({
    subject: 'Ditt användarkonto återställdes inte',
    preheader: `Dina uppgifter bevaras till och med ${lastDay(m.eraseOn)}.`,
    before: [
      paragraph(
        'Tjänstens administration godkände inte din begäran om att återställa ditt konto.',
        `Dina uppgifter bevaras till och med ${lastDay(m.eraseOn)}`,
        'och raderas därefter permanent.',
      ),
      `Om du har frågor om beslutet, kontakta tjänstens administration: ${m.serviceContact}`,
    ],
    why: 'Du får det här meddelandet eftersom du begärde att ditt konto skulle återställas.',
  }),
  en: (m, { lastDay }) => ({
    subject: 'Your user account was not restored',
    preheader: `Your data is kept until the end of ${lastDay(m.eraseOn)}.`,
    before: [
      paragraph(
        'The service administration declined your request to restore your user account.',
        `Your data is kept until the end of ${lastDay(m.eraseOn)} and then permanently erased.`,
      ),
      paragraph(
        'If you have questions about the decision, contact the service administration:',
        m.serviceContact,
      ),
    ],
    why: 'You received this message because you asked for your account to be restored.',
  }),
};

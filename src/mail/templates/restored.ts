/** Tells a person that their account was restored; skipped unless it is still active. */
import { evaluateLifecycle } from '../../policy/lifecycle.ts';
import { paragraph } from '../letter.ts';
import type { Template } from '../template.ts';

export const restored: Template<{ deactivateOn: string }> = {
  async data(deps, { account, now }) {
    const { status, deactivateAt } = evaluateLifecycle(account.row, deps.policy, now);
    return status === 'active' && deactivateAt ? { deactivateOn: deactivateAt } : undefined;
  },
  fi: (m, { lastDay }) => ({
    subject: 'Käyttäjätilisi on palautettu',
    preheader: 'Voit taas kirjautua palveluun.',
    before: [
      `Käyttäjätilisi on palautettu, ja voit taas kirjautua palveluun: ${m.publicUrl}`,
      paragraph(
        'Jos et muista salasanaasi, voit asettaa uuden kirjautumissivulla.',
        `Jos et käytä palvelua, tili on voimassa ${lastDay(m.deactivateOn)} asti.`,
      ),
    ],
    why: 'Sait tämän viestin, koska palvelun ylläpito palautti käyttäjätilisi.',
  }),
  sv: (m, { lastDay }) => ({
    subject: 'Ditt användarkonto har återställts',
    preheader: 'Du kan åter logga in i tjänsten.',
    before: [
      `Ditt användarkonto har återställts och du kan åter logga in i tjänsten: ${m.publicUrl}`,
      paragraph(
        'Om du inte minns ditt lösenord kan du välja ett nytt på inloggningssidan.',
        'Om du inte använder tjänsten är kontot giltigt',
        `till och med ${lastDay(m.deactivateOn)}.`,
      ),
    ],
    why: 'Du får det här meddelandet eftersom tjänstens administration återställde ditt konto.',
  }),
  en: (m, { lastDay }) => ({
    subject: 'Your user account has been restored',
    preheader: 'You can sign in to the service again.',
    before: [
      `Your user account has been restored, and you can sign in again: ${m.publicUrl}`,
      paragraph(
        'If you do not remember your password, you can set a new one on the sign-in page.',
        'If you do not use the service, the account is valid until the end of',
        `${lastDay(m.deactivateOn)}.`,
      ),
    ],
    why: 'You received this message because the service administration restored your account.',
  }),
};

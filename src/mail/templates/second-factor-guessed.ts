/** Warns a person that somebody may know their password, and links to a password reset. */
import { evaluateLifecycle } from '../../policy/lifecycle.ts';
import { limit } from '../../policy/limits.ts';
import { paragraph } from '../letter.ts';
import type { Template } from '../template.ts';

export const secondFactorGuessed: Template<{ seenAt: string; link: string }> = {
  async data(deps, { account, now }) {
    const { status } = evaluateLifecycle(account.row, deps.policy, now);
    const link = `${deps.settings.PUBLIC_URL}/forgot-password`;
    return status === 'active' ? { seenAt: now, link } : undefined;
  },
  fi: (m, { day }) => ({
    subject: 'Joku tietää ehkä salasanasi',
    preheader: 'Vaihda salasanasi, ellet yrittänyt itse kirjautua.',
    before: [
      paragraph(
        `Tilillesi yritettiin kirjautua ${day(m.seenAt)}.`,
        'Salasana oli oikein, mutta kaksivaiheinen tunnistautuminen epäonnistui',
        `vähintään ${limit.wrongCodesTold} kertaa. Näillä yrityksillä tilillesi ei päästy.`,
      ),
      'Jos yritit kirjautua itse, sinun ei tarvitse tehdä mitään.',
      'Jos et, joku muu tietää salasanasi. Vaihda se heti.',
    ],
    button: { label: 'Vaihda salasana', link: m.link },
    after: [`Tarvittaessa ota yhteyttä palvelun ylläpitoon: ${m.serviceContact}`],
    why: 'Sait tämän viestin, koska epäonnistuneista kirjautumisista ilmoitetaan tilin haltijalle.',
  }),
  sv: (m, { day }) => ({
    subject: 'Någon känner kanske till ditt lösenord',
    preheader: 'Byt lösenord om det inte var du som försökte logga in.',
    before: [
      paragraph(
        `Någon försökte logga in på ditt konto ${day(m.seenAt)}.`,
        'Lösenordet var rätt, men tvåstegsverifieringen misslyckades',
        `minst ${limit.wrongCodesTold} gånger. Ingen kom in på kontot med dessa försök.`,
      ),
      'Om det var du som försökte logga in behöver du inte göra något.',
      'I annat fall känner någon annan till ditt lösenord. Byt det genast.',
    ],
    button: { label: 'Byt lösenord', link: m.link },
    after: [`Kontakta vid behov tjänstens administration: ${m.serviceContact}`],
    why: 'Du får det här meddelandet eftersom vi meddelar om misslyckade inloggningar på ditt konto.',
  }),
  en: (m, { day }) => ({
    subject: 'Somebody may know your password',
    preheader: 'Change your password unless it was you who tried to sign in.',
    before: [
      paragraph(
        `Somebody tried to sign in to your user account on ${day(m.seenAt)}.`,
        'The password was correct, but two-step verification failed',
        `at least ${limit.wrongCodesTold} times. None of these attempts succeeded.`,
      ),
      'If it was you who tried to sign in, you do not need to do anything.',
      'If not, somebody else knows your password. Change it at once.',
    ],
    button: { label: 'Change the password', link: m.link },
    after: [`If you need help, contact the service administration: ${m.serviceContact}`],
    why: 'You received this message because we tell you about failed sign-ins to your account.',
  }),
};

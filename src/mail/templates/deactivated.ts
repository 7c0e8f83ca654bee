/** Tells a person that their account was deactivated, why, and how to request a restore. */
import { z } from 'zod';
import { evaluateLifecycle } from '../../policy/lifecycle.ts';
import { type DeactivationReason, deactivationReasons } from '../../policy/statuses.ts';
import { paragraph } from '../letter.ts';
import { evented, linked, said } from '../sources.ts';
import type { Template } from '../template.ts';

type Data = {
  reason: DeactivationReason;
  deactivatedAt: string;
  eraseOn: string;
  /** Files a restore request; null when none is possible. */
  link: string | null;
};

const reasoned = z.object({ reason: z.enum(deactivationReasons) });

export const deactivated: Template<Data> = {
  data: evented(async (deps, { account, event, now }) => {
    const { eraseAt } = evaluateLifecycle(account.row, deps.policy, now);
    if (!account.row.deactivatedAt || !eraseAt) return undefined;
    const { reason } = said(reasoned, event.data);
    const asking = await linked(deps, { account, now }, 'restore_request');
    return { reason, deactivatedAt: event.at, eraseOn: eraseAt, link: asking?.link ?? null };
  }),
  fi(m, { day, lastDay }) {
    const on = day(m.deactivatedAt);
    const until = lastDay(m.eraseOn);
    const own = m.reason === 'closed_by_user';
    const opening = {
      inactivity: paragraph(
        `Käyttäjätilisi poistettiin käytöstä ${on},`,
        'koska et ollut käyttänyt palvelua pitkään aikaan.',
      ),
      administration: paragraph(
        'Palvelun ylläpito tai organisaatiosi pääkäyttäjä',
        `poisti käyttäjätilisi käytöstä ${on}.`,
      ),
      employment_ended: paragraph(
        `Käyttäjätilisi poistettiin käytöstä ${on},`,
        'koska palvelussuhteesi on merkitty päättyneeksi.',
      ),
      unconfirmed: paragraph(
        `Käyttäjätilisi poistettiin käytöstä ${on},`,
        'koska organisaatiosi ei vahvistanut, että työskentelet siellä edelleen.',
      ),
      closed_by_user: `Käyttäjätilisi suljettiin omasta pyynnöstäsi ${on}.`,
    }[m.reason];
    return {
      subject: own ? 'Käyttäjätilisi on suljettu' : 'Käyttäjätilisi on poistettu käytöstä',
      preheader: `Tietosi poistetaan pysyvästi ${until} jälkeen.`,
      before: [
        paragraph(
          opening,
          `Palvelun ylläpito voi palauttaa tilin ${until} asti.`,
          'Sen jälkeen tietosi poistetaan pysyvästi.',
        ),
        m.link
          ? 'Jos tarvitset tiliä edelleen, pyydä palauttamista alla olevan linkin kautta.'
          : `Jos tarvitset tiliä edelleen, ota yhteyttä palvelun ylläpitoon: ${m.serviceContact}`,
      ],
      button: m.link ? { label: 'Pyydä tilin palauttamista', link: m.link } : undefined,
      after: [
        own
          ? `Jos et sulkenut tiliä itse, ota heti yhteyttä palvelun ylläpitoon: ${m.serviceContact}`
          : 'Jos et enää tarvitse tiliä, sinun ei tarvitse tehdä mitään.',
      ],
      why: 'Sait tämän viestin, koska sinulla on ollut käyttäjätili palvelussa.',
    };
  },
  sv(m, { day, lastDay }) {
    const on = day(m.deactivatedAt);
    const until = lastDay(m.eraseOn);
    const own = m.reason === 'closed_by_user';
    const opening = {
      inactivity: paragraph(
        `Ditt användarkonto inaktiverades ${on}`,
        'eftersom du inte hade använt tjänsten på länge.',
      ),
      administration: paragraph(
        'Tjänstens administration eller huvudanvändaren i din organisation',
        `inaktiverade ditt användarkonto ${on}.`,
      ),
      employment_ended: paragraph(
        `Ditt användarkonto inaktiverades ${on} eftersom ditt anställningsförhållande`,
        'enligt uppgifterna i tjänsten har upphört.',
      ),
      unconfirmed: paragraph(
        `Ditt användarkonto inaktiverades ${on}`,
        'eftersom din organisation inte bekräftade att du fortfarande arbetar där.',
      ),
      closed_by_user: `Ditt användarkonto avslutades på din egen begäran ${on}.`,
    }[m.reason];
    return {
      subject: own ? 'Ditt användarkonto har avslutats' : 'Ditt användarkonto har inaktiverats',
      preheader: `Dina uppgifter raderas permanent efter ${until}.`,
      before: [
        paragraph(
          opening,
          `Tjänstens administration kan återställa kontot till och med ${until}.`,
          'Därefter raderas dina uppgifter permanent.',
        ),
        m.link
          ? 'Om du fortfarande behöver kontot, begär återställning via länken nedan.'
          : `Om du fortfarande behöver kontot, kontakta administrationen: ${m.serviceContact}`,
      ],
      button: m.link ? { label: 'Begär återställning', link: m.link } : undefined,
      after: [
        own
          ? paragraph(
              'Om du inte själv avslutade kontot, kontakta genast tjänstens administration:',
              m.serviceContact,
            )
          : 'Om du inte längre behöver kontot behöver du inte göra något.',
      ],
      why: 'Du får det här meddelandet eftersom du har haft ett användarkonto i tjänsten.',
    };
  },
  en(m, { day, lastDay }) {
    const on = day(m.deactivatedAt);
    const until = lastDay(m.eraseOn);
    const own = m.reason === 'closed_by_user';
    const opening = {
      inactivity: paragraph(
        `Your user account was deactivated on ${on}`,
        'because you had not used the service for a long time.',
      ),
      administration: paragraph(
        'The service administration or the primary user of your organization',
        `deactivated your user account on ${on}.`,
      ),
      employment_ended: paragraph(
        `Your user account was deactivated on ${on} because your employment`,
        'has ended according to the information in the service.',
      ),
      unconfirmed: paragraph(
        `Your user account was deactivated on ${on}`,
        'because your organization did not confirm that you still work there.',
      ),
      closed_by_user: `Your user account was closed at your own request on ${on}.`,
    }[m.reason];
    return {
      subject: own ? 'Your user account has been closed' : 'Your user account has been deactivated',
      preheader: `Your data will be permanently erased after ${until}.`,
      before: [
        paragraph(
          opening,
          `The service administration can restore the account until the end of ${until}.`,
          'After that your data is permanently erased.',
        ),
        m.link
          ? 'If you still need the account, ask for it to be restored with the link below.'
          : `If you still need the account, contact the administration: ${m.serviceContact}`,
      ],
      button: m.link ? { label: 'Ask for the account to be restored', link: m.link } : undefined,
      after: [
        own
          ? paragraph(
              'If you did not close the account yourself, contact the administration at once:',
              m.serviceContact,
            )
          : 'If you no longer need the account, you do not need to do anything.',
      ],
      why: 'You received this message because you have had a user account in the service.',
    };
  },
};

/** Announces a deactivation in advance, with the link that keeps the account. */

import { counted } from '../../policy/counted.ts';
import { evaluateLifecycle, isUnconfirmed } from '../../policy/lifecycle.ts';
import { dayMs } from '../../policy/time.ts';
import { paragraph } from '../letter.ts';
import { linked } from '../sources.ts';
import type { Template } from '../template.ts';

type Data = {
  deactivateOn: string;
  /** Includes today. */
  daysLeft: number;
  link: string;
  /** A review has not confirmed the employment: signing in does not keep the account. */
  unconfirmed: boolean;
  eraseAfterDays: number;
};

/** After "voimassa enää", "giltigt bara" and "valid". */
const daysLeft = {
  fi(count: number): string {
    if (count < 1) return 'tämän päivän';
    return count === 1 ? 'yhden päivän' : `${count} päivää`;
  },
  sv: (count: number) => (count < 1 ? 'i dag' : `${counted(count, 'dag', 'dagar')} till`),
  en(count: number): string {
    if (count < 1) return 'only today';
    return `for only ${counted(count, 'more day', 'more days')}`;
  },
};

export const inactivityNotice: Template<Data> = {
  async data(deps, { account, now }) {
    const life = evaluateLifecycle(account.row, deps.policy, now);
    const link = await linked(deps, { account, now }, 'keep_alive');
    if (life.status !== 'active' || !life.deactivateAt || !link) return undefined;
    const daysLeft = Math.floor((Date.parse(life.deactivateAt) - Date.parse(now)) / dayMs);
    const { eraseAfterDays } = deps.policy;
    const unconfirmed = isUnconfirmed(account.row);
    const deactivateOn = life.deactivateAt;
    return { deactivateOn, daysLeft, link: link.link, unconfirmed, eraseAfterDays };
  },
  fi: (m, { lastDay, days }) => ({
    subject: `Käyttäjätilisi on voimassa enää ${lastDay(m.deactivateOn)} asti`,
    preheader: `Jos haluat pitää tilin, toimi viimeistään ${lastDay(m.deactivateOn)}.`,
    before: [
      paragraph(
        m.unconfirmed
          ? 'Organisaatiosi ei ole vahvistanut, että työskentelet siellä edelleen.'
          : 'Et ole käyttänyt palvelua pitkään aikaan.',
        `Käyttäjätilisi on siksi voimassa enää ${daysLeft.fi(m.daysLeft)},`,
        `${lastDay(m.deactivateOn)} asti.`,
      ),
      paragraph(
        'Jos haluat pitää tilin, avaa alla oleva linkki ja vahvista valintasi',
        `viimeistään ${lastDay(m.deactivateOn)}.`,
        m.unconfirmed
          ? 'Tili säilyy myös, jos organisaatiosi pääkäyttäjä vahvistaa asian; kirjautuminen ei riitä.'
          : 'Tili säilyy myös, jos kirjaudut palveluun tavalliseen tapaan.',
      ),
    ],
    button: { label: 'Pidä käyttäjätili', link: m.link },
    after: [
      paragraph(
        'Jos et enää tarvitse tiliä, sinun ei tarvitse tehdä mitään.',
        'Tili poistetaan käytöstä, ja tietosi poistetaan pysyvästi',
        `${days(m.eraseAfterDays)} kuluttua käytöstä poistamisesta.`,
      ),
    ],
    why: 'Sait tämän viestin, koska tilin poistamisesta käytöstä ilmoitetaan etukäteen.',
  }),
  sv: (m, { lastDay, days }) => ({
    subject: `Ditt användarkonto är giltigt bara till och med ${lastDay(m.deactivateOn)}`,
    preheader: `Om du vill behålla kontot ska du agera senast ${lastDay(m.deactivateOn)}.`,
    before: [
      paragraph(
        m.unconfirmed
          ? 'Din organisation har inte bekräftat att du fortfarande arbetar där.'
          : 'Du har inte använt tjänsten på länge.',
        `Därför är ditt användarkonto giltigt bara ${daysLeft.sv(m.daysLeft)},`,
        `till och med ${lastDay(m.deactivateOn)}.`,
      ),
      paragraph(
        'Om du vill behålla kontot, öppna länken nedan och bekräfta ditt val',
        `senast ${lastDay(m.deactivateOn)}.`,
        m.unconfirmed
          ? 'Kontot behålls också om din organisations huvudanvändare bekräftar saken; att logga in räcker inte.'
          : 'Kontot behålls också om du loggar in i tjänsten som vanligt.',
      ),
    ],
    button: { label: 'Behåll kontot', link: m.link },
    after: [
      paragraph(
        'Om du inte längre behöver kontot behöver du inte göra något.',
        'Kontot inaktiveras, och dina uppgifter raderas permanent',
        `${days(m.eraseAfterDays)} efter inaktiveringen.`,
      ),
    ],
    why: 'Du får det här meddelandet eftersom vi meddelar i förväg när ett konto inaktiveras.',
  }),
  en: (m, { lastDay, days }) => ({
    subject: `Your user account will be deactivated after ${lastDay(m.deactivateOn)}`,
    preheader: `If you want to keep the account, act by ${lastDay(m.deactivateOn)}.`,
    before: [
      paragraph(
        m.unconfirmed
          ? 'Your organization has not confirmed that you still work there.'
          : 'You have not used the service for a long time.',
        `Your user account is therefore valid ${daysLeft.en(m.daysLeft)},`,
        `until the end of ${lastDay(m.deactivateOn)}.`,
      ),
      paragraph(
        'If you want to keep the account, open the link below and confirm your choice',
        `by ${lastDay(m.deactivateOn)}.`,
        m.unconfirmed
          ? "A confirmation by your organization's primary user also keeps the account; signing in does not."
          : 'Signing in to the service as usual also keeps the account.',
      ),
    ],
    button: { label: 'Keep my account', link: m.link },
    after: [
      paragraph(
        'If you no longer need the account, you do not need to do anything.',
        'The account will be deactivated, and your data will be permanently erased',
        `${days(m.eraseAfterDays)} after that.`,
      ),
    ],
    why: 'You received this message because we give notice before an account is deactivated.',
  }),
};

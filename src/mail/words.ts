/** What all e-mails in a language share: date formats, terms and set phrases. */
import { counted } from '../policy/counted.ts';
import type { DataRequestKind } from '../policy/data-request-kinds.ts';
import type { Language } from '../policy/languages.ts';
import { roleNames } from '../policy/role-names.ts';
import type { Role } from '../policy/roles.ts';
import { serviceNames } from '../policy/service-names.ts';
import { datesIn } from './dates.ts';
import { type CommonData, paragraph } from './letter.ts';

export type Words = ReturnType<typeof datesIn> & {
  roles: Readonly<Record<Role, string>>;
  service: string;
  requests: Readonly<Record<DataRequestKind, string>>;
  ifNotYou: (m: CommonData) => string;
  ifWrong: (m: CommonData) => string;
  /** In Finnish, precedes "kuluttua". */
  days: (count: number) => string;
};

export const words: Readonly<Record<Language, Words>> = {
  fi: {
    ...common('fi'),
    requests: {
      access: 'omien tietojen tarkastaminen',
      correct: 'tietojen oikaiseminen',
      erase: 'tietojen poistaminen',
      restrict: 'käsittelyn rajoittaminen',
      object: 'käsittelyn vastustaminen',
    },
    ifNotYou: (m) =>
      paragraph(
        'Jos teit tämän itse, sinun ei tarvitse tehdä mitään.',
        `Jos et, ota heti yhteyttä palvelun ylläpitoon: ${m.serviceContact}`,
      ),
    ifWrong: (m) =>
      paragraph(
        'Jos muutos on mielestäsi virheellinen, ota yhteyttä organisaatiosi pääkäyttäjään',
        `tai palvelun ylläpitoon: ${m.serviceContact}`,
      ),
    days: (count) => (count === 1 ? 'yhden päivän' : `${count} päivän`),
  },
  sv: {
    ...common('sv'),
    requests: {
      access: 'tillgång till egna uppgifter',
      correct: 'rättelse av uppgifter',
      erase: 'radering av uppgifter',
      restrict: 'begränsning av behandlingen',
      object: 'invändning mot behandlingen',
    },
    ifNotYou: (m) =>
      paragraph(
        'Om du gjorde detta själv behöver du inte göra något.',
        `I annat fall, kontakta genast tjänstens administration: ${m.serviceContact}`,
      ),
    ifWrong: (m) =>
      paragraph(
        'Om du anser att ändringen är felaktig, kontakta huvudanvändaren i din organisation',
        `eller tjänstens administration: ${m.serviceContact}`,
      ),
    days: (count) => counted(count, 'dag', 'dagar'),
  },
  en: {
    ...common('en'),
    requests: {
      access: 'access to own data',
      correct: 'correction of data',
      erase: 'erasure of data',
      restrict: 'restriction of processing',
      object: 'objection to processing',
    },
    ifNotYou: (m) =>
      paragraph(
        'If you did this yourself, you do not need to do anything.',
        `If not, contact the service administration at once: ${m.serviceContact}`,
      ),
    ifWrong: (m) =>
      paragraph(
        'If you think the change is wrong, contact the primary user of your organization',
        `or the service administration: ${m.serviceContact}`,
      ),
    days: (count) => counted(count, 'day', 'days'),
  },
};

function common(language: Language) {
  return { ...datesIn(language), roles: roleNames[language], service: serviceNames[language] };
}

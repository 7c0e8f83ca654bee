/** Asks the administrators to decide on an open request to restore an account. */
import { evaluateLifecycle } from '../../policy/lifecycle.ts';
import { paragraph } from '../letter.ts';
import { personOf } from '../sources.ts';
import type { Template } from '../template.ts';

type Data = {
  personName: string;
  organizationName: string;
  eraseOn: string;
  link: string;
};

export const restoreRequested: Template<Data> = {
  async data(deps, { aboutId, now }) {
    const person = await personOf(deps, aboutId);
    const { eraseAt } = person ? evaluateLifecycle(person.row, deps.policy, now) : {};
    if (!person?.row.restoreAskedAt || !eraseAt) return undefined;
    const { personName, organizationName } = person;
    const link = `${deps.settings.PUBLIC_URL}/restore-requests`;
    return { personName, organizationName, eraseOn: eraseAt, link };
  },
  fi: (m, { lastDay }) => ({
    subject: 'Käyttäjätilin palautuspyyntö odottaa päätöstä',
    preheader: `Tilin voi palauttaa ${lastDay(m.eraseOn)} asti.`,
    before: [
      paragraph(
        `Käsittele palautuspyyntö viimeistään ${lastDay(m.eraseOn)}.`,
        'Sen jälkeen tiedot poistetaan pysyvästi, eikä tiliä voi enää palauttaa.',
      ),
    ],
    facts: [
      ['Käyttäjä', m.personName],
      ['Organisaatio', m.organizationName],
    ],
    button: { label: 'Käsittele pyyntö', link: m.link },
    why: 'Sait tämän viestin, koska olet palvelun ylläpitäjä.',
  }),
  sv: (m, { lastDay }) => ({
    subject: 'En begäran om att återställa ett användarkonto väntar på beslut',
    preheader: `Kontot kan återställas till och med ${lastDay(m.eraseOn)}.`,
    before: [
      paragraph(
        `Behandla begäran om återställning senast ${lastDay(m.eraseOn)}.`,
        'Därefter raderas uppgifterna permanent och kontot kan inte längre återställas.',
      ),
    ],
    facts: [
      ['Användare', m.personName],
      ['Organisation', m.organizationName],
    ],
    button: { label: 'Behandla begäran', link: m.link },
    why: 'Du får det här meddelandet eftersom du är administratör för tjänsten.',
  }),
  en: (m, { lastDay }) => ({
    subject: 'A request to restore a user account is waiting for a decision',
    preheader: `The account can be restored until the end of ${lastDay(m.eraseOn)}.`,
    before: [
      paragraph(
        `Please decide on the request to restore an account by ${lastDay(m.eraseOn)}.`,
        'After that the data is permanently erased, and the account can no longer be restored.',
      ),
    ],
    facts: [
      ['User', m.personName],
      ['Organization', m.organizationName],
    ],
    button: { label: 'Review the request', link: m.link },
    why: 'You received this message because you are an administrator of the service.',
  }),
};

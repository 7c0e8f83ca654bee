/** Tells the primary users of an organization that a notice did not reach a person who is still active. */
import { evaluateLifecycle } from '../../policy/lifecycle.ts';
import { paragraph } from '../letter.ts';
import { personOf } from '../sources.ts';
import type { Template } from '../template.ts';

type Data = { personName: string; organizationName: string; deactivateOn: string };

export const noticeUndeliverable: Template<Data> = {
  async data(deps, { aboutId, now }) {
    const person = await personOf(deps, aboutId);
    const life = person && evaluateLifecycle(person.row, deps.policy, now);
    if (!person || life?.status !== 'active' || !life.deactivateAt) return undefined;
    const { personName, organizationName } = person;
    return { personName, organizationName, deactivateOn: life.deactivateAt };
  },
  fi: (m, { lastDay }) => ({
    subject: 'Käyttäjälle lähetetty ilmoitus ei mennyt perille',
    preheader: 'Tarkista käyttäjän sähköpostiosoite.',
    before: [
      paragraph(
        'Tarkista, että alla mainitun käyttäjän sähköpostiosoite on oikein, ja kerro hänelle,',
        'että tili poistetaan käytöstä, ellei hän kirjaudu palveluun.',
        'Hänelle lähetetty ilmoitus asiasta ei mennyt perille.',
      ),
    ],
    facts: [
      ['Käyttäjä', m.personName],
      ['Organisaatio', m.organizationName],
      ['Tili on voimassa ainakin', `${lastDay(m.deactivateOn)} asti`],
    ],
    why: 'Sait tämän viestin, koska olet organisaation pääkäyttäjä.',
  }),
  sv: (m, { lastDay }) => ({
    subject: 'Ett meddelande till en användare kom inte fram',
    preheader: 'Kontrollera användarens e-postadress.',
    before: [
      paragraph(
        'Kontrollera att e-postadressen till användaren nedan är rätt och berätta för',
        'användaren att kontot inaktiveras om användaren inte loggar in i tjänsten.',
        'Meddelandet om detta kom inte fram till användaren.',
      ),
    ],
    facts: [
      ['Användare', m.personName],
      ['Organisation', m.organizationName],
      ['Kontot är giltigt åtminstone', `till och med ${lastDay(m.deactivateOn)}`],
    ],
    why: 'Du får det här meddelandet eftersom du är organisationens huvudanvändare.',
  }),
  en: (m, { lastDay }) => ({
    subject: 'A notice to a user could not be delivered',
    preheader: "Check the user's e-mail address.",
    before: [
      paragraph(
        'Please check that the e-mail address of the user below is correct, and tell the user',
        'that the account will be deactivated unless the user signs in to the service.',
        'The notice about this could not be delivered to the user.',
      ),
    ],
    facts: [
      ['User', m.personName],
      ['Organization', m.organizationName],
      ['The account is valid at least', `until the end of ${lastDay(m.deactivateOn)}`],
    ],
    why: 'You received this message because you are a primary user of the organization.',
  }),
};

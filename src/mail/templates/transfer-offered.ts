/** Asks the receiving organization's primary users to answer an open offer of a person. */
import { paragraph } from '../letter.ts';
import { nameOf, personOf } from '../sources.ts';
import type { Template } from '../template.ts';

type Data = {
  personName: string;
  fromOrganizationName: string;
  organizationName: string;
  link: string;
};

export const transferOffered: Template<Data> = {
  async data(deps, { aboutId }) {
    const person = await personOf(deps, aboutId);
    if (!person?.row.offeredTo) return undefined;
    const organizationName = await nameOf(deps, person.row.offeredTo);
    const { personName, organizationName: fromOrganizationName } = person;
    const link = `${deps.settings.PUBLIC_URL}/offers`;
    return { personName, fromOrganizationName, organizationName, link };
  },
  fi: (m) => ({
    subject: 'Käyttäjän siirto odottaa päätöstäsi',
    preheader: 'Siirto toteutuu vasta, kun se on hyväksytty.',
    before: [
      paragraph(
        'Hyväksy tai hylkää käyttäjän siirto organisaatioosi.',
        'Siirto toteutuu vasta, kun se on hyväksytty.',
      ),
    ],
    facts: [
      ['Käyttäjä', m.personName],
      ['Nykyinen organisaatio', m.fromOrganizationName],
      ['Uusi organisaatio', m.organizationName],
    ],
    button: { label: 'Käsittele siirto', link: m.link },
    why: 'Sait tämän viestin, koska olet vastaanottavan organisaation pääkäyttäjä.',
  }),
  sv: (m) => ({
    subject: 'Flytten av en användare väntar på ditt beslut',
    preheader: 'Användaren flyttas först när flytten har godkänts.',
    before: [
      paragraph(
        'Godkänn eller avslå flytten av en användare till din organisation.',
        'Användaren flyttas först när flytten har godkänts.',
      ),
    ],
    facts: [
      ['Användare', m.personName],
      ['Nuvarande organisation', m.fromOrganizationName],
      ['Ny organisation', m.organizationName],
    ],
    button: { label: 'Behandla flytten', link: m.link },
    why: 'Du får det här meddelandet eftersom du är den mottagande organisationens huvudanvändare.',
  }),
  en: (m) => ({
    subject: 'The transfer of a user is waiting for your decision',
    preheader: 'The user is moved only after the transfer has been accepted.',
    before: [
      paragraph(
        'Please accept or decline the transfer of a user to your organization.',
        'The user is moved only after the transfer has been accepted.',
      ),
    ],
    facts: [
      ['User', m.personName],
      ['Current organization', m.fromOrganizationName],
      ['New organization', m.organizationName],
    ],
    button: { label: 'Review the transfer', link: m.link },
    why: 'You received this message because you are a primary user of the receiving organization.',
  }),
};

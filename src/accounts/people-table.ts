/** The columns of an exported list of people: as the API names them, or in a reader's words. */
import { accountWords } from '../policy/account-words.ts';
import { languageWords } from '../policy/language-words.ts';
import type { Language } from '../policy/languages.ts';
import { dayOf } from '../policy/lifecycle.ts';
import { roleNames } from '../policy/role-names.ts';
import type { userView } from './account.ts';

export type ExportedPerson = ReturnType<typeof userView> & {
  organization: string | undefined;
  secondFactor: boolean | undefined;
};

const columns = [
  'lastName',
  'firstName',
  'email',
  'role',
  'organization',
  'status',
  'why',
  'language',
  'invitedAt',
  'activatedAt',
  'lastActivityAt',
  'employmentEndsOn',
  'deactivateAt',
  'deactivatedAt',
  'eraseAt',
  'secondFactor',
  'userId',
] as const satisfies readonly (keyof ExportedPerson)[];

type Words = Readonly<Record<(typeof columns)[number] | 'yes' | 'no', string>>;

const fi: Words = {
  lastName: 'Sukunimi',
  firstName: 'Etunimi',
  email: 'Sähköpostiosoite',
  role: 'Rooli',
  organization: 'Organisaatio',
  status: 'Tila',
  why: 'Syy',
  language: 'Kieli',
  invitedAt: 'Kutsuttu',
  activatedAt: 'Otettu käyttöön',
  lastActivityAt: 'Viimeksi käytetty',
  employmentEndsOn: 'Palvelussuhde päättyy',
  deactivateAt: 'Poistuu käytöstä',
  deactivatedAt: 'Poistettu käytöstä',
  eraseAt: 'Tiedot poistetaan',
  secondFactor: 'Kaksivaiheinen tunnistautuminen',
  userId: 'Tunniste',
  yes: 'kyllä',
  no: 'ei',
};

const sv: Words = {
  lastName: 'Efternamn',
  firstName: 'Förnamn',
  email: 'E-postadress',
  role: 'Roll',
  organization: 'Organisation',
  status: 'Status',
  why: 'Orsak',
  language: 'Språk',
  invitedAt: 'Inbjuden',
  activatedAt: 'Aktiverad',
  lastActivityAt: 'Senast använt',
  employmentEndsOn: 'Anställningen upphör',
  deactivateAt: 'Inaktiveras',
  deactivatedAt: 'Inaktiverad',
  eraseAt: 'Uppgifterna raderas',
  secondFactor: 'Tvåstegsverifiering',
  userId: 'Identifierare',
  yes: 'ja',
  no: 'nej',
};

const en: Words = {
  lastName: 'Last name',
  firstName: 'First name',
  email: 'E-mail address',
  role: 'Role',
  organization: 'Organization',
  status: 'Status',
  why: 'Reason',
  language: 'Language',
  invitedAt: 'Invited',
  activatedAt: 'Activated',
  lastActivityAt: 'Last used',
  employmentEndsOn: 'Employment ends',
  deactivateAt: 'To be deactivated',
  deactivatedAt: 'Deactivated',
  eraseAt: 'Data to be erased',
  secondFactor: 'Two-step verification',
  userId: 'Identifier',
  yes: 'yes',
  no: 'no',
};

const words: Readonly<Record<Language, Words>> = { fi, sv, en };

/**
 * @param language of titles, codes and days in Finland; without it, the API's names and instants
 * @returns the line of titles, and a line for each person
 */
export function peopleTable(
  people: readonly ExportedPerson[],
  language: Language | undefined,
): unknown[][] {
  const titles = columns.map((column) => (language ? words[language][column] : column));
  const lines = people.map((person) => {
    const cells = language ? inWords(person, language) : person;
    return columns.map((column) => cells[column]);
  });
  return [titles, ...lines];
}

function inWords(person: ExportedPerson, language: Language) {
  const { status, why } = accountWords[language];
  const { yes, no } = words[language];
  const day = (at: string | undefined) => at && dayOf(at);
  return {
    ...person,
    role: roleNames[language][person.role],
    status: status[person.status],
    why: why[person.why],
    language: languageWords[language][person.language],
    invitedAt: day(person.invitedAt),
    activatedAt: day(person.activatedAt),
    lastActivityAt: day(person.lastActivityAt),
    deactivateAt: day(person.deactivateAt),
    deactivatedAt: day(person.deactivatedAt),
    eraseAt: day(person.eraseAt),
    secondFactor: person.secondFactor ? yes : no,
  };
}

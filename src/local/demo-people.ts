/** The demo's people have the same names, roles, states and password at every start. */
import type { Language } from '../policy/languages.ts';
import type { Role } from '../policy/roles.ts';

/** Shared by everyone in the demo. */
export const demoPassword = 'demo password of the manual';

export const organizationNames = ['Esimerkkilä', 'Mallikylä', 'Näyttelä', 'Koekaupunki'] as const;
const firstNames = ['Aino', 'Eero', 'Helmi', 'Ilmari', 'Liisa', 'Oskar', 'Saga', 'Toivo'] as const;
const lastNames = ['Virtanen', 'Nieminen', 'Lindqvist', 'Mäkelä', 'Sjöberg', 'Öhman'] as const;
const languages = ['fi', 'fi', 'sv', 'en'] as const;

/** 60 with the first administrator. */
const peopleCount = 59;
const primaryUserCount = 8;
/** Index of the person whose data is erased. */
const erasedNumber = 20;

/** Assigned in turn; invitations expire when the clock moves. */
const states = [
  'active',
  'active',
  'active',
  'deactivated',
  'active',
  'invited',
  'active',
] as const;

export type DemoPerson = {
  email: string;
  firstName: string;
  lastName: string;
  language: Language;
  role: Role;
  state: (typeof states)[number] | 'erased';
  /** Index in `organizationNames`. */
  organization: number;
};

export const demoPeople: readonly DemoPerson[] = Array.from(
  { length: peopleCount },
  (_, number) => ({
    email: emailOf(number),
    firstName: pick(firstNames, number),
    lastName: pick(lastNames, number),
    language: pick(languages, number),
    role: roleOf(number),
    state: stateOf(number),
    organization: number % organizationNames.length,
  }),
);

/** @returns the role and address of one active person in each role */
export function demoUsers(firstAdministrator: string): [Role, string][] {
  const others = (['primary_user', 'editor', 'expert'] as const).flatMap((role) => {
    const found = demoPeople.find((person) => person.role === role && person.state === 'active');
    return found ? [[role, found.email] satisfies [Role, string]] : [];
  });
  return [['admin', firstAdministrator], ...others];
}

function roleOf(number: number): Role {
  if (number < primaryUserCount) return 'primary_user';
  if (number === primaryUserCount) return 'admin';
  return number % 3 ? 'editor' : 'expert';
}

function stateOf(number: number): DemoPerson['state'] {
  if (number === erasedNumber) return 'erased';
  return number < primaryUserCount ? 'active' : pick(states, number);
}

function emailOf(number: number): string {
  const domain = plain(pick(organizationNames, number));
  return `${plain(pick(firstNames, number))}.${plain(pick(lastNames, number))}.${number}@${domain}.example`;
}

/** Addresses use only letters that every e-mail system accepts. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function pick<T>(list: readonly [T, ...T[]] | readonly T[], number: number): T {
  const item = list[number % list.length];
  if (item === undefined) throw new Error('a list in the demo is empty');
  return item;
}

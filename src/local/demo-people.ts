/** The demo's people are the same at every start: their names, roles, states and password. */
import type { Language } from '../policy/languages.ts';
import type { Role } from '../policy/roles.ts';

/** Everybody in the demo has it. */
export const demoPassword = 'demo password of the manual';

export const organizationNames = ['Esimerkkilä', 'Mallikylä', 'Näyttelä', 'Koekaupunki'] as const;
const firstNames = ['Aino', 'Eero', 'Helmi', 'Ilmari', 'Liisa', 'Oskar', 'Saga', 'Toivo'] as const;
const lastNames = ['Virtanen', 'Nieminen', 'Lindqvist', 'Mäkelä', 'Sjöberg', 'Öhman'] as const;
const languages = ['fi', 'fi', 'sv', 'en'] as const;

/** With the first administrator they are 60. */
const peopleCount = 59;
const primaryUserCount = 8;
/** The one whose data is erased. */
const erasedNumber = 20;

/** Taken in turn; an invitation expires when the clock moves. */
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
  /** Position of the person's organization in `organizationNames`. */
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

/** @returns one active person of each role: the role and the address */
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

/** Addresses are in letters that every mail system knows. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function pick<T>(list: readonly [T, ...T[]] | readonly T[], number: number): T {
  const item = list[number % list.length];
  if (item === undefined) throw new Error('a list of the demo is empty');
  return item;
}

/** Generates exports of other systems with people in every state and passwords of every kind. */
import { randomUUID } from 'node:crypto';
import { type OldHash, oldHashes, oldHashKinds } from './old-hashes.ts';

export type Mover = {
  number: number;
  email: string;
  password: string;
  kind: OldHash;
  organization: string;
  state: 'active' | 'blocked' | 'lapsed' | 'never' | 'invalid';
};

/** Of a hundred people: mostly active, and some of every other state. */
const stateAt = (number: number): Mover['state'] => {
  const part = number % 100;
  if (part < 4) return 'blocked';
  if (part < 10) return 'lapsed';
  if (part < 20) return 'never';
  return part === 20 ? 'invalid' : 'active';
};

/** @param organizations their names @returns people, each with a password of their own */
export function* movers(count: number, organizations: readonly string[]): Generator<Mover> {
  for (let number = 1; number <= count; number++)
    yield {
      number,
      email: `mover${number}@${randomUUID().slice(0, 8)}.example`,
      password: `salasana nummer ${number} ${randomUUID()}`,
      kind: oldHashKinds[number % oldHashKinds.length] ?? 'S',
      organization: organizations[number % organizations.length] ?? '',
      state: stateAt(number),
    };
}

const seconds = (at: string): number => Date.parse(at) / 1_000;
const lastSignIn = { active: '2026-02-10', blocked: '2026-02-10', lapsed: '2024-05-05' };
const instantOf = ({ state }: Mover) => (state in lastSignIn ? lastSignIn[state as 'active'] : '');

/** The row that the guide's query makes of a Drupal user. */
export function drupalRow(mover: Mover) {
  const { number, email, password, kind, organization, state } = mover;
  const at = String(instantOf(mover) ? seconds(instantOf(mover)) : 0);
  return {
    ...{ uid: String(number), mail: state === 'invalid' ? 'no address' : email },
    ...{ first_name: 'Aino', last_name: `Virtanen ${number}`, preferred_langcode: 'fi' },
    ...{ pass: oldHashes[kind](password), status: state === 'blocked' ? '0' : '1' },
    ...{ created: String(seconds('2020-01-01')), access: at, login: at },
    ...{ roles: 'site_editor', organizations: organization },
  };
}

/** A user of Keycloak's realm export. */
export function keycloakUser({ number, email, password, organization, state }: Mover) {
  const hash = oldHashes['pbkdf2-sha512'](password).split('$');
  const [, , , salt, value] = hash;
  return {
    ...{ id: `kc-${number}`, username: `user${number}`, email, emailVerified: true },
    ...{ firstName: 'Aino', lastName: 'Virtanen', enabled: state !== 'blocked' },
    ...{ createdTimestamp: Date.parse('2020-01-01'), attributes: { locale: ['sv'] } },
    ...{ realmRoles: ['default-roles-city', 'expert'], groups: [`/${organization}`] },
    credentials: [
      {
        type: 'password',
        secretData: JSON.stringify({ value, salt, additionalParameters: {} }),
        credentialData: JSON.stringify({ hashIterations: 1_000, algorithm: 'pbkdf2-sha512' }),
      },
    ],
  };
}

/** Promise: every documented format is read as the guide says, and a bad line spoils no other. */
import { expect, test } from 'vitest';
import { readSource } from '../../src/move-in/read-source.ts';
import { readLegacyHash } from '../../src/policy/legacy-hash.ts';
import { drupalRow, keycloakUser, type Mover, movers } from '../support/many-movers.ts';
import { refused } from '../support/refused.ts';

const [known] = movers(30, ['Espoo']);
const mover: Mover = { ...(known as Mover), state: 'active' };
const person = { email: 'aino@espoo.fi', firstName: 'Aino', lastName: 'Virtanen' };

/** @returns the person on each line, or its faults */
const read = (text: string) =>
  [...readSource(text)].map((line) => ('person' in line ? line.person : line.faults));

test('a Drupal row: ids, names, roles, groups, dates in seconds and the hash', () => {
  const row = { ...drupalRow(mover), roles: 'editor|chief', organizations: 'Espoo|Vantaa' };
  expect(read(JSON.stringify(row))).toEqual([
    {
      ...{ externalId: '1', email: mover.email, firstName: 'Aino', lastName: 'Virtanen 1' },
      ...{ language: 'fi', role: ['editor', 'chief'], organization: ['Espoo', 'Vantaa'] },
      ...{ createdAt: '2020-01-01T00:00:00.000Z', lastSignInAt: '2026-02-10T00:00:00.000Z' },
      ...{ status: 'active', passwordHash: row.pass },
    },
  ]);
});

test.each([
  ['never signed in', { access: '0', login: '0' }, { lastSignInAt: null }],
  ['last seen after the last sign-in', { login: 1_700_000_000, access: 1_700_086_400 }, {}],
  ['numbers instead of texts', { uid: 5, status: 1, created: 1_577_836_800 }, { externalId: '5' }],
  ['blocked', { status: 0 }, { status: 'blocked' }],
  ['no roles and no groups', { roles: null, organizations: null }, { role: [], organization: [] }],
  ['lists in JSON', { roles: ['a', 'b'] }, { role: ['a', 'b'] }],
  ['no password', { pass: null }, { passwordHash: '' }],
] as const)('a Drupal row: %s', (_, given, expected) => {
  expect(read(JSON.stringify({ ...drupalRow(mover), ...given }))).toMatchObject([expected]);
});

test.each([
  ['the anonymous user', { uid: '0' }, ['line']],
  ['no address', { mail: null }, ['email']],
  ['no name', { first_name: null }, ['firstName']],
  ['an impossible time', { login: '9'.repeat(30) }, ['lastSignInAt']],
])('a Drupal row is invalid: %s', (_, given, faults) => {
  expect(read(JSON.stringify({ ...drupalRow(mover), ...given }))).toEqual([faults]);
});

test('a Keycloak realm: roles, groups, locale, the hash, and no last sign-in', () => {
  const user = keycloakUser(mover);
  const users = [user, { ...user, enabled: false, credentials: [] }, { username: 'x' }, null];
  const [first, second, ...others] = read(JSON.stringify({ realm: 'city', users }, null, 2));
  expect(first).toMatchObject({
    ...{ externalId: 'kc-1', email: mover.email, language: 'sv', status: 'active' },
    ...{ role: ['default-roles-city', 'expert'], organization: ['Espoo'] },
  });
  expect(first).not.toHaveProperty('lastSignInAt');
  const hash = first && 'passwordHash' in first ? first.passwordHash : '';
  expect(readLegacyHash(hash)).toMatchObject({ kind: 'pbkdf2', digest: 'sha512', rounds: 1_000 });
  expect(second).toMatchObject({ status: 'blocked', passwordHash: '' });
  expect(others).toEqual([['email', 'firstName', 'lastName'], ['json']]);
});

test.each([
  ['argon2', 'unsupported'],
  ['pbkdf2', 'malformed'],
])("Keycloak's %s is not verified: %s", (algorithm, fault) => {
  const [credential] = keycloakUser(mover).credentials;
  const credentialData = JSON.stringify({ algorithm, hashIterations: 7 });
  const user = { ...keycloakUser(mover), credentials: [{ ...credential, credentialData }] };
  const [found] = read(JSON.stringify({ users: [user] }));
  expect(readLegacyHash(found && 'passwordHash' in found ? found.passwordHash : '?')).toBe(fault);
});

test.each([
  ['Sähköposti;Etunimi;Sukunimi;Rooli;Kunta;Viimeisin kirjautuminen', '1.2.2026'],
  ['E-post;Förnamn;Efternamn;Roll;Kommun;Senaste inloggning', '2026-02-01'],
  ['E-mail;First name;Last name;Role;Organization;Last sign-in', '2026-02-01T02:00:00+02:00'],
])('a spreadsheet without hashes: %s', (header, date) => {
  const rows = [
    `aino@espoo.fi;Aino;Virtanen;editor|expert;Espoo;${date}`,
    'eino@espoo.fi;Eino;Laine',
  ];
  expect(read([header, ...rows].join('\r\n'))).toMatchObject([
    {
      ...{ ...person, role: ['editor', 'expert'], organization: ['Espoo'] },
      ...{ lastSignInAt: '2026-02-01T00:00:00.000Z', passwordHash: '' },
    },
    { email: 'eino@espoo.fi', role: [], organization: [] },
  ]);
});

test.each(['never', 'Ei koskaan', 'aldrig', '-'])('a cell with %s says never', (cell) => {
  const csv = `email,firstName,lastName,lastSignInAt\naino@espoo.fi,Aino,Virtanen,${cell}`;
  expect(read(csv)).toMatchObject([{ lastSignInAt: null }]);
});

test('a bad line spoils no other', () => {
  const good = JSON.stringify(person);
  expect(read([good, '{"email":', '', '[1]', 'null', good].join('\n'))).toMatchObject([
    ...[person, ['json'], ['json'], ['json'], person],
  ]);
});

test.each([
  ['an empty file', ''],
  ['a list of nobody', '[]'],
  ['a table without names', 'email\naino@espoo.fi'],
  ['a table with a column twice', 'email,email,firstName,lastName\na@b.fi,a@b.fi,A,B'],
  ['JSON that is not a list', '{\n  "a": 1\n}'],
  ['another encoding', 'email,firstName,lastName\na@b.fi,\uFFFD,B'],
])('%s is refused as a whole', (_, text) => {
  expect(() => read(text)).toThrow(refused('invalid_input'));
});

/** Promise: every documented format is read as the guide says, and a bad line spoils no other. */
import { expect, test } from 'vitest';
import { readSource } from '../../src/move-in/read-source.ts';
import { readLegacyHash } from '../../src/policy/legacy-hash.ts';
import { limit } from '../../src/policy/limits.ts';
import { drupalRow, keycloakUser, type Mover, movers } from '../support/many-movers.ts';
import { oldHashes } from '../support/old-hashes.ts';
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
  ['truth values instead of digits', { status: false }, { status: 'blocked' }],
] as const)('a Drupal row: %s', (_, given, expected) => {
  expect(read(JSON.stringify({ ...drupalRow(mover), ...given }))).toMatchObject([expected]);
});

test.each([
  ['the anonymous user', { uid: '0' }, ['line']],
  ['no address', { mail: null }, ['email']],
  ['no name', { first_name: null }, ['firstName']],
  ['an impossible time', { login: '9'.repeat(30) }, ['lastSignInAt']],
  ['a day of creation that is no number', { created: '2020-01-01' }, ['createdAt']],
  ['a negative day of creation', { created: -1 }, ['createdAt']],
  ['an unknown status', { status: '2' }, ['status']],
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
  ['pbkdf2', 'unsupported'],
])("Keycloak's %s is not verified: %s", (algorithm, fault) => {
  const [credential] = keycloakUser(mover).credentials;
  const credentialData = JSON.stringify({ algorithm, hashIterations: 7 });
  const user = { ...keycloakUser(mover), credentials: [{ ...credential, credentialData }] };
  const [found] = read(JSON.stringify({ users: [user] }));
  expect(readLegacyHash(found && 'passwordHash' in found ? found.passwordHash : '?')).toBe(fault);
});

test('Keycloak: several realms in one file', () => {
  const user = keycloakUser(mover);
  const realms = [{ realm: 'a', users: [user] }, { realm: 'b' }, { users: [{ ...user, id: 'b' }] }];
  expect(read(JSON.stringify(realms))).toMatchObject([{ externalId: 'kc-1' }, { externalId: 'b' }]);
});

test('Keycloak: an impossible time makes its line invalid, and no other', () => {
  const users = [1e20, -1e20, 'soon'].map((createdTimestamp) => ({
    ...{ ...keycloakUser(mover), createdTimestamp },
  }));
  const [huge, negative, text, good] = read(
    JSON.stringify({ users: [...users, keycloakUser(mover)] }),
  );
  expect([huge, negative]).toEqual([['createdAt'], ['createdAt']]);
  expect(text).toEqual(['line']);
  expect(good).toMatchObject({ externalId: 'kc-1' });
});

test('Keycloak: a temporary password, and one that must be replaced, do not move in', () => {
  const user = keycloakUser(mover);
  const [password] = user.credentials;
  const users = [
    { ...user, credentials: [{ ...password, temporary: true }] },
    { ...user, requiredActions: ['UPDATE_PASSWORD'] },
  ];
  expect(read(JSON.stringify({ users }))).toMatchObject([
    { passwordHash: '' },
    { passwordHash: '' },
  ]);
});

test('Keycloak: the password is found among other credentials, and bcrypt is taken as it is', () => {
  const hash = oldHashes['2a']('nine wet dogs bark');
  const secretData = JSON.stringify({ value: hash, salt: '', additionalParameters: {} });
  const credentialData = JSON.stringify({ hashIterations: -1, algorithm: 'bcrypt' });
  const credentials = [
    { type: 'otp', secretData: '{"value":"x"}', credentialData: '{"digits":6}' },
    { type: 'password-history', secretData, credentialData },
    { type: 'password', secretData: 'no JSON', credentialData },
    { type: 'password', secretData, credentialData },
  ];
  const users = [{ ...keycloakUser(mover), credentials }];
  expect(read(JSON.stringify({ users }))).toMatchObject([{ passwordHash: hash }]);
});

const names = ['email', 'firstName', 'lastName'];

test("phpMyAdmin's export of the guide's query has a column of JSON texts", () => {
  const data = [{ "JSON_OBJECT('uid', u.uid)": JSON.stringify(drupalRow(mover)) }, { x: '{' }];
  const text = JSON.stringify([{ type: 'table', name: 'people', data }]);
  expect(read(text)).toMatchObject([{ externalId: '1', email: mover.email }, names]);
});

test('null says absent, as databases write it; for the last sign-in it says never', () => {
  const given = { externalId: null, language: null, createdAt: null, passwordHash: null };
  const more = { organization: ['Espoo', null], role: null, status: null, lastSignInAt: null };
  expect(read(JSON.stringify({ ...person, ...given, ...more }))).toEqual([
    {
      ...{ ...person, organization: ['Espoo'], role: [], status: 'active' },
      ...{ passwordHash: '', lastSignInAt: null },
    },
  ]);
});

test.each([
  ['2026-01-31 10:15:00', '2026-01-31T10:15:00.000Z'],
  ['2026-01-31 10:15:00.000', '2026-01-31T10:15:00.000Z'],
  ['31.1.2026 10:15', '2026-01-31T10:15:00.000Z'],
  ['31.1.2026 klo 9.05', '2026-01-31T09:05:00.000Z'],
  ['2026-01-31T10:15:00+02:00', '2026-01-31T08:15:00.000Z'],
])('%s is a time', (written, at) => {
  expect(read(JSON.stringify({ ...person, createdAt: written }))).toMatchObject([
    { createdAt: at },
  ]);
});

test.each([
  ...['2026-02-30', '31.2.2026', '1/31/2026', '2026-01-31 25:00', '31.1.26', 'yesterday'],
  ...[1_700_000_000, 0, '1700000000', true, {}],
])('%s is no time: the line is invalid', (written) => {
  const lines = [person, { ...person, lastSignInAt: written }, person];
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  expect(read(text)).toMatchObject([person, ['lastSignInAt'], person]);
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

test('the first line may be a bad one too', () => {
  const good = JSON.stringify(person);
  expect(read(['{"email": "ai', good, good].join('\n'))).toMatchObject([['json'], person, person]);
});

test('empty cells and empty rows below and beside a table say nothing', () => {
  const rows = ['email;firstName;lastName', 'aino@espoo.fi;Aino;Virtanen;;;', ';;;;;', '', ';'];
  expect(read(rows.join('\r\n'))).toMatchObject([person]);
  const more = 'aino@espoo.fi;Aino;Virtanen;x';
  expect(read([rows[0], more].join('\r\n'))).toEqual([['columns']]);
});

test('a cell that is far too long makes its line invalid instead of saying nothing', () => {
  const long = 'x'.repeat(limit.importCellCharactersMax + 1);
  for (const name of ['role', 'organization', 'status', 'lastSignInAt', 'passwordHash', 'id']) {
    const csv = `email,firstName,lastName,${name}\naino@espoo.fi,Aino,Virtanen,${long}`;
    expect(read(csv)).toEqual([[name === 'id' ? 'externalId' : name]]);
  }
  const text = JSON.stringify({ ...person, language: '('.repeat(100_000) });
  expect(read(text)).toEqual([['language']]);
});

test.each([
  ['an empty file', ''],
  ['a realm export that was cut off', JSON.stringify({ users: [person] }, null, 2).slice(0, -9)],
  ['a list of nobody', '[]'],
  ['a table without names', 'email\naino@espoo.fi'],
  ['a table with a column twice', 'email,email,firstName,lastName\na@b.fi,a@b.fi,A,B'],
  ['JSON that is not a list', '{\n  "a": 1\n}'],
  ['another encoding', 'email,firstName,lastName\na@b.fi,\uFFFD,B'],
])('%s is refused as a whole', (_, text) => {
  expect(() => read(text)).toThrow(refused('invalid_input'));
});

/**
 * Promise: people move in with their ids, dates and passwords; each line of a file is in exactly one
 * bucket, and after a run nobody is missing.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { inviteWaiting } from '../../src/move-in/invite-waiting.ts';
import { checkPeople } from '../../src/move-in/run.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { findLogin } from '../../src/store/logins.ts';
import { goodPassword, type Service, startService } from '../support/harness.ts';
import { actingAt, askFor, moveIn } from '../support/moving-in.ts';
import { oldHashes, oldHashKinds } from '../support/old-hashes.ts';
import { refused } from '../support/refused.ts';

let service: Service;
let admin: Client;
let espoo: string;
let vantaa: string;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const create = async (name: string) =>
    (await admin.createOrganization({ body: { name, language: 'sv' } })).organizationId;
  espoo = await create('Espoo');
  vantaa = await create('Vantaa');
});

afterAll(() => service.stop());

let people = 0;

type Given = {
  externalId?: string | number;
  email?: string;
  lastSignInAt?: string | null;
  organization?: string | readonly string[];
  role?: string | readonly string[];
  firstName?: string;
  status?: string;
  passwordHash?: string;
};

/** @returns a line of the service's own format */
function line(given: Given = {}) {
  const number = ++people;
  return {
    externalId: `old-${number}`,
    email: `person${number}@espoo.fi`,
    firstName: 'Maija',
    lastName: 'Meikäläinen',
    organization: 'Espoo',
    role: 'editor',
    createdAt: '2021-05-01T10:00:00Z',
    lastSignInAt: '2026-02-20T10:00:00Z',
    ...given,
  };
}

const acting = () => actingAt(service);

const run = (...given: Parameters<typeof askFor>) => moveIn(service, ...given);

async function accountOf(email: string) {
  const keys = await service.deps.keyring.load(service.clock.iso);
  const userId = await findLogin(service.deps.store, keys.emailHash(email));
  return userId ? loadAccount(service.deps.store, userId) : undefined;
}

const signIn = (email: string, password: string) =>
  service.client().signIn({ body: { email, password } });

/** @returns bucket and reason of the only line */
async function classified(given: object, more?: Parameters<typeof askFor>[1]) {
  let found: [string, string | undefined] | undefined;
  await checkPeople(service.deps, askFor([given], more), service.clock.iso, ({ bucket, why }) => {
    found = [bucket, why];
  });
  return found;
}

test('a check changes nothing, and a run brings everybody in once', async () => {
  const lines = [line(), line({ role: 'primary_user' }), line({ organization: 'Vantaa' })];
  const before = await checkPeople(service.deps, askFor(lines), service.clock.iso);
  expect(before).toMatchObject({ total: 3, expected: 3, here: 0, difference: 3 });
  expect(await accountOf(lines[0]?.email ?? '')).toBeUndefined();
  const after = await run(lines);
  expect(after).toEqual({ ...before, here: 3, difference: 0 });
  expect(await run(lines)).toEqual(after);
  const account = await accountOf(lines[2]?.email ?? '');
  expect(account?.row).toMatchObject({ organizationId: vantaa, role: 'editor', chainLength: 1 });
  expect(account?.row.lastActivityAt).toBe('2026-02-20T10:00:00.000Z');
  expect(account?.person).toMatchObject({ language: 'sv', externalId: lines[2]?.externalId });
});

test.each(oldHashKinds)('a password hashed with %s works and is hashed anew', async (kind) => {
  const password = `${goodPassword} ${kind}`;
  const person = line({ passwordHash: oldHashes[kind](password) });
  expect((await run([person])).notes.old_password).toBe(1);
  const stored = JSON.stringify(await accountOf(person.email));
  expect(stored).not.toContain(person.passwordHash ?? '');
  await expect(signIn(person.email, `${password}!`)).rejects.toEqual(refused('sign_in_failed'));
  await signIn(person.email, password);
  const account = await accountOf(person.email);
  expect(account?.legacyHash).toBeUndefined();
  expect(account?.row.passwordHash).toMatch(/^\$2b\$04\$/);
  await signIn(person.email, password);
});

test('a correct password that is too short must be replaced before anything else', async () => {
  const person = line({ passwordHash: oldHashes.S('lyhyt') });
  await run([person]);
  await expect(signIn(person.email, 'wrong')).rejects.toEqual(refused('sign_in_failed'));
  const refusal = await signIn(person.email, 'lyhyt').catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'new_password_required', resetToken: expect.any(String) });
  expect((await accountOf(person.email))?.sessions).toEqual([]);
  const token = String(Object(refusal).resetToken);
  await service.client().resetPassword({ body: { token, password: goodPassword } });
  await expect(signIn(person.email, 'lyhyt')).rejects.toEqual(refused('sign_in_failed'));
  await signIn(person.email, goodPassword);
  expect((await accountOf(person.email))?.legacyHash).toBeUndefined();
});

test('an unusable hash means a new password, and the report says why', async () => {
  const hashes = [
    '',
    'secret',
    '$argon2id$',
    `$pbkdf2-sha256$i=1000000000$c2FsdA==$${'A'.repeat(43)}=`,
  ];
  const lines = hashes.map((passwordHash) => line({ passwordHash }));
  expect((await run(lines)).notes).toMatchObject({
    ...{ old_password: 0, new_password: 4 },
    ...{ hash_malformed: 1, hash_unsupported: 1, hash_too_costly: 1 },
  });
  const email = lines[3]?.email ?? '';
  await expect(signIn(email, 'secret')).rejects.toEqual(refused('sign_in_failed'));
  await service.client().forgotPassword({ body: { email } });
  const token = await service.tokenFor(email);
  await service.client().resetPassword({ body: { token, password: goodPassword } });
  await signIn(email, goodPassword);
});

test.each([
  ['no address', { email: '' }, 'invalid', 'email'],
  ['a name that is a formula', { firstName: '=1+1' }, 'invalid', 'firstName'],
  ['an impossible date', { lastSignInAt: '2026-02-30' }, 'invalid', 'lastSignInAt'],
  ['a sign-in before 2000', { lastSignInAt: '1970-01-01T00:00:00Z' }, 'conflict', 'last_sign_in'],
  ['a sign-in in the future', { lastSignInAt: '2027-01-01' }, 'conflict', 'last_sign_in'],
  ['an unknown organization', { organization: 'Kauniainen' }, 'conflict', 'unknown_organization'],
  [
    'two organizations',
    { organization: ['Espoo', 'Vantaa'] },
    'several_memberships',
    'name_the_home_organization',
  ],
  ['an unknown role', { role: 'sorcerer' }, 'unknown_role', 'map_the_role'],
  ['a blocked account', { status: 'blocked' }, 'blocked', undefined],
  ['a lapsed account', { lastSignInAt: '2025-01-01' }, 'lapsed', undefined],
  ['blocked and lapsed', { status: 'blocked', lastSignInAt: '2025-01-01' }, 'blocked', undefined],
  ['a blocked sorcerer', { status: 'blocked', role: 'sorcerer' }, 'unknown_role', 'map_the_role'],
  ['never signed in', { lastSignInAt: null }, 'fine', undefined],
] as const)('a line with %s is in one bucket', async (_, given, bucket, why) => {
  expect(await classified(line(given))).toEqual([bucket, why]);
});

test('lines that share an address or an external id are all conflicts', async () => {
  const [first, second] = [line(), line()];
  const lines = [
    first,
    { ...second, email: first.email.toUpperCase() },
    line({ externalId: 7 }),
    line({ externalId: '7' }),
  ];
  const found: unknown[] = [];
  const report = await checkPeople(service.deps, askFor(lines), service.clock.iso, ({ why }) =>
    found.push(why),
  );
  expect(found).toEqual([
    ...['address_repeated', 'address_repeated'],
    ...['external_id_repeated', 'external_id_repeated'],
  ]);
  expect(report).toMatchObject({ total: 4, buckets: { conflict: 4 }, expected: 0 });
});

test("the mapping translates roles in its order and names a person's home organization", async () => {
  const person = line({ role: ['site editor', 'chief'], organization: ['10', '20'] });
  const given = {
    roles: [
      { from: 'chief', to: 'primary_user' },
      { from: 'site editor', to: 'editor' },
    ],
    organizations: [
      { from: '10', to: espoo },
      { from: '20', to: vantaa },
    ],
  };
  expect(await classified(person, { mapping: given })).toEqual([
    ...['several_memberships', 'name_the_home_organization'],
  ]);
  const homes = [{ person: String(person.externalId), organization: '20' }];
  const report = await run([person], { mapping: { ...given, homes } });
  expect(report).toMatchObject({ difference: 0, notes: { several_roles: 1 } });
  const account = await accountOf(person.email);
  expect(account?.row).toMatchObject({ organizationId: vantaa, role: 'primary_user' });
});

test('somebody who is here already keeps everything and gets the external id', async () => {
  const email = 'already.here@espoo.fi';
  const { userId } = await service.join(admin, email, espoo, 'expert');
  const person = line({ email, role: 'primary_user', passwordHash: oldHashes.P(goodPassword) });
  expect(await run([person])).toMatchObject({ buckets: { merged: 1 }, here: 1, difference: 0 });
  expect(await run([person])).toMatchObject({ buckets: { merged: 1 }, here: 1, difference: 0 });
  const account = await loadAccount(service.deps.store, userId);
  expect(account?.row.role).toBe('expert');
  expect(account?.person?.externalId).toBe(person.externalId);
  expect(account?.legacyHash).toBeUndefined();
  expect(await classified(line({ email }))).toEqual(['conflict', 'other_external_id']);
  const taken = line({ externalId: person.externalId, email: (await moved()).email });
  expect(await classified(taken)).toEqual(['conflict', 'address_of_another']);
});

/** @returns the line of somebody who has moved in */
async function moved(given: Given = {}) {
  const person = line(given);
  await run([person]);
  return person;
}

test('blocked and lapsed people stay behind unless they are asked for', async () => {
  const [blocked, lapsed] = [line({ status: 'blocked' }), line({ lastSignInAt: '2024-01-01' })];
  expect(await run([blocked, lapsed])).toMatchObject({ expected: 0, difference: 0 });
  expect(await accountOf(blocked.email)).toBeUndefined();
  const report = await run([blocked, lapsed], { wanted: ['blocked', 'lapsed'] });
  expect(report).toMatchObject({ expected: 2, here: 2, difference: 0 });
  const statusOf = async (email: string) =>
    (await admin.readUser({ params: { userId: (await accountOf(email))?.userId ?? '' } })).status;
  expect(await statusOf(blocked.email)).toBe('deactivated');
  expect(await statusOf(lapsed.email)).toBe('active');
});

test('whoever never signed in is invited once, when the operator says so', async () => {
  const person = line({ lastSignInAt: null, passwordHash: oldHashes['2y'](goodPassword) });
  const given = askFor([person, line()]);
  expect(await run([person])).toMatchObject({ difference: 0, notes: { never_signed_in: 1 } });
  await service.drainMail();
  expect(service.mailbox.messages(person.email)).toEqual([]);
  const account = await accountOf(person.email);
  expect(account?.row).not.toHaveProperty('activatedAt');
  expect(account?.row).not.toHaveProperty('lastActivityAt');
  await expect(signIn(person.email, goodPassword)).rejects.toEqual(refused('sign_in_failed'));
  expect(await inviteWaiting(service.deps, given, acting())).toBe(1);
  expect(await inviteWaiting(service.deps, given, acting())).toBe(0);
  await service.activate(await service.tokenFor(person.email));
  expect(service.mailbox.messages(person.email)).toHaveLength(1);
});

test('two runs of --invite at once invite each person once', async () => {
  const people = [line({ lastSignInAt: null }), line({ lastSignInAt: null })];
  await run(people);
  const invite = () => inviteWaiting(service.deps, askFor(people), acting());
  const [one, other] = await Promise.all([invite(), invite()]);
  expect(one + other).toBe(2);
  await service.drainMail();
  for (const { email } of people) expect(service.mailbox.messages(email)).toHaveLength(1);
});

test('nobody whose invitation awaits an approval, or was declined, is invited by the command', async () => {
  const params = { organizationId: espoo };
  const { etag } = await admin.readAdmissionRules({ params });
  await admin.changeAdmissionRules({ params, body: { proposals: true }, ifMatch: etag });
  const { client } = await service.join(admin, 'expert@espoo.fi', espoo, 'expert');
  const propose = async () => {
    const { externalId: _, ...person } = line({ lastSignInAt: null });
    const { email, firstName, lastName } = person;
    const body = { email, firstName, lastName, organizationId: espoo, role: 'expert' as const };
    await client.proposeInvitation({ body: { ...body, language: 'fi' } });
    return person;
  };
  const [waiting, declined] = [await propose(), await propose()];
  const proposed = await accountOf(declined.email);
  if (!proposed) throw new Error('the proposal was not stored');
  const person = { userId: proposed.userId };
  const read = await admin.readUser({ params: person });
  await admin.declineInvitation({ params: person, body: {}, ifMatch: read.etag });
  expect(await inviteWaiting(service.deps, askFor([waiting, declined]), acting())).toBe(0);
});

test('two runs at once, while somebody is invited by hand: nobody is doubled, nobody is lost', async () => {
  const lines = Array.from({ length: 12 }, () => line({ passwordHash: oldHashes.P(goodPassword) }));
  const [first] = lines;
  if (!first) throw new Error('no lines');
  const body = { email: first.email, firstName: 'Maija', lastName: 'Meikäläinen' };
  const role = { organizationId: espoo, role: 'expert' as const, language: 'fi' as const };
  await Promise.all([
    run(lines),
    run(lines),
    admin
      .createInvitation({ body: { ...body, ...role } })
      .catch((error: unknown) => expect(error).toEqual(refused('address_taken'))),
  ]);
  expect(await run(lines)).toMatchObject({ total: 12, expected: 12, here: 12, difference: 0 });
  for (const { email } of lines)
    expect((await accountOf(email))?.row.chainLength).toBeGreaterThan(0);
  const { items } = await admin.listEvents({ query: { kind: 'moved_in', limit: '100' } });
  const ids = items.map(({ subjectId }) => subjectId);
  expect(new Set(ids).size).toBe(ids.length);
});

test('an erased person does not come back', async () => {
  const person = await moved();
  const userId = (await accountOf(person.email))?.userId ?? '';
  const params = { userId };
  const { etag } = await admin.readUser({ params });
  await admin.eraseUser({ params, body: { confirm: 'erase' }, ifMatch: etag });
  expect(await classified(person)).toEqual(['conflict', 'erased_here']);
  expect(await run([person])).toMatchObject({ expected: 0, difference: 0 });
  expect(await accountOf(person.email)).toBeUndefined();
});

test('no log line and no event names anybody', async () => {
  const person = await moved({ passwordHash: oldHashes['2b'](goodPassword) });
  const { items } = await admin.listEvents({ query: { kind: 'moved_in' } });
  expect(items.length).toBeGreaterThan(0);
  const told = JSON.stringify([items, service.logs]);
  for (const secret of [person.email, person.lastName, person.externalId])
    expect(told).not.toContain(String(secret));
});

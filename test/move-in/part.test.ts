/**
 * Promise: an administrator moves people in part by part; nobody else may, a repetition changes
 * nothing, and lines that collide across parts stay behind.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { goodPassword, type Service, startService } from '../support/harness.ts';
import { oldHashes } from '../support/old-hashes.ts';
import { refused } from '../support/refused.ts';

let service: Service;
let admin: Client;
let primary: Client;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const body = { name: 'Espoo', language: 'fi' } as const;
  const { organizationId } = await admin.createOrganization({ body });
  const boss = 'boss@espoo.fi';
  ({ client: primary } = await service.join(admin, boss, organizationId, 'primary_user'));
});

afterAll(() => service.stop());

const line = (name: string, more: object = {}) =>
  JSON.stringify({
    ...{ externalId: name, email: `${name}@espoo.fi`, firstName: 'Aino', lastName: 'Virtanen' },
    ...{ organization: 'Espoo', role: 'Asiantuntija', lastSignInAt: '2026-02-02', ...more },
  });

const mapping = { roles: [], organizations: [], homes: [] };
const part = (...lines: string[]) => ({ text: lines.join('\n'), mapping });

test('only the administration may check or move people in', async () => {
  for (const call of ['checkMoveIn', 'moveIn'] as const)
    await expect(primary[call]({ body: part(line('aino')) })).rejects.toEqual(
      refused('not_allowed'),
    );
});

test('a part is checked, moved in once, and people sign in with their old passwords', async () => {
  const passwordHash = oldHashes.US(goodPassword);
  const body = part(line('aino', { passwordHash }), line('eino', { role: 'x' }));
  const { lines } = await admin.checkMoveIn({ body });
  expect(lines).toMatchObject([
    { line: 1, bucket: 'fine', isHere: false, notes: ['old_password'] },
    { line: 2, bucket: 'unknown_role', why: 'map_the_role' },
  ]);
  expect((await admin.moveIn({ body })).lines).toEqual([{ line: 1, outcome: 'moved' }]);
  expect((await admin.moveIn({ body })).lines).toEqual([]);
  expect((await admin.checkMoveIn({ body })).lines[0]).toMatchObject({ isHere: true });
  await service.client().signIn({ body: { email: 'aino@espoo.fi', password: goodPassword } });
});

test('equal marks tell that two parts collide, and repeated lines stay behind', async () => {
  const [first] = (await admin.checkMoveIn({ body: part(line('anna')) })).lines;
  const body = part(line('anni', { email: 'ANNA@espoo.fi' }));
  const [second] = (await admin.checkMoveIn({ body })).lines;
  expect(second?.marks[0]).toBe(first?.marks[0]);
  expect(second?.marks[1]).not.toBe(first?.marks[1]);
  expect(JSON.stringify([first, second])).not.toMatch(/anna|virtanen/i);
  expect((await admin.moveIn({ body: { ...body, repeated: [1] } })).lines).toEqual([]);
});

test('the log names the administrator and counts, but no person', async () => {
  const { userId } = await admin.me();
  const { items } = await admin.listEvents({ query: { kind: 'people_moved_in' } });
  expect(items.map(({ actorId, data }) => ({ actorId, data }))).toContainEqual({
    ...{ actorId: userId, data: { people: 2, movedIn: 1, refused: 0 } },
  });
  expect(JSON.stringify(items)).not.toMatch(/espoo\.fi|virtanen/i);
});

test.each([
  ['no people', ''],
  ['neither JSON nor a table with addresses', 'hello\nworld'],
  ['a JSON object that is nobody', '{\n"a": 1\n}'],
  ['too many people', Array.from({ length: 100 }, (_, n) => line(`many${n}`)).join('\n')],
])('a part with %s is refused', async (_, text) => {
  const body = { text, mapping };
  await expect(admin.checkMoveIn({ body })).rejects.toEqual(refused('invalid_input'));
  await expect(admin.moveIn({ body })).rejects.toEqual(refused('invalid_input'));
});

test('a limit of people holds for the administration too', async () => {
  const body = { name: 'Pieni', language: 'fi' } as const;
  const { organizationId } = await admin.createOrganization({ body });
  const params = { organizationId };
  const { etag } = await admin.readAdmissionRules({ params });
  await admin.changeAdmissionRules({ params, body: { peopleMax: 1 }, ifMatch: etag });
  const two = ['ossi', 'essi'].map((name) => line(name, { organization: 'Pieni' }));
  expect((await admin.moveIn({ body: part(...two) })).lines).toEqual([
    { line: 1, outcome: 'moved' },
    { line: 2, outcome: 'refused', code: 'organization_full' },
  ]);
});

test('people who move in at once never exceed the limit of their organization', async () => {
  const body = { name: 'Kauniainen', language: 'fi' } as const;
  const { organizationId } = await admin.createOrganization({ body });
  const params = { organizationId };
  const { etag } = await admin.readAdmissionRules({ params });
  await admin.changeAdmissionRules({ params, body: { peopleMax: 5 }, ifMatch: etag });
  const lines = Array.from({ length: 12 }, (_, index) =>
    line(`limited${index}`, { organization: 'Kauniainen' }),
  );
  const { lines: went } = await admin.moveIn({ body: part(...lines) });
  const full = went.filter(({ code }) => code === 'organization_full');
  expect(went.filter(({ outcome }) => outcome === 'moved')).toHaveLength(5);
  expect(full).toHaveLength(7);
});

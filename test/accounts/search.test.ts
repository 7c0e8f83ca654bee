/** Promise: people are found by parts of their name or address, typed or pasted, in any order. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { type Service, startService } from '../support/harness.ts';

let service: Service;
let admin: Client;
let organizationId: string;
let invited = 0;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  ({ organizationId } = await admin.me());
  const invitee = { organizationId, role: 'expert', language: 'fi' } as const;
  const asa = { ...invitee, email: 'Åsa <asa@työllisyys.example>', firstName: 'Åsa' };
  await admin.createInvitation({ body: { ...asa, lastName: 'Öhman'.normalize('NFD') } });
  const brian = { ...invitee, email: 'o’brien@espoo.fi', firstName: 'Brian', lastName: 'O’Brien' };
  await admin.createInvitation({ body: brian });
});
afterAll(() => service.stop());

test.each([
  ...[
    'Öhman',
    'Öhman'.normalize('NFD'),
    'öHMAN',
    'Öhman, Åsa',
    'Åsa Öhman',
    ' Åsa\u00a0 Öh\u00adman\u200e',
  ],
  ...[
    'Åsa Öhman <asa@työllisyys.example>',
    'asa@työllisyys.example',
    'mailto:asa@työllisyys.example',
  ],
  ...['asa@xn--tyllisyys-17a.example', 'asa@', '"Öhman"; Åsa'],
])('X03: %j finds Åsa Öhman and nobody else', async (text) => {
  const { items } = await admin.searchUsers({ body: { text } });
  expect(items.map(({ firstName, lastName, email }) => [firstName, lastName, email])).toEqual([
    ['Åsa', 'Öhman', 'asa@xn--tyllisyys-17a.example'],
  ]);
});

test.each(["O'Brien", 'O’Brien', 'oʼbrien', "o'brien@espoo.fi"])(
  'X03: %s is found with any apostrophe',
  async (text) => {
    const { items } = await admin.searchUsers({ body: { text } });
    expect(items.map(({ firstName }) => firstName)).toEqual(['Brian']);
  },
);

test.each([
  ['Weiß', ['WEISS', 'weiss', 'weiß', 'Weis']],
  ['ΟΔΥΣΣΕΥΣ', ['Οδυσσευς', 'ΟΔΥΣ', 'οδυς', 'οδυσσευσ']],
  ['Ζαΐμης', ['Ζαΐμης'.toUpperCase(), 'ζαΐμης', 'Ζαΐ']],
  ['İbrahim', ['ibrahim', 'IBRAHIM', 'İBRAHİM']],
  ['Yıldız', ['YILDIZ', 'yildiz', 'Yıl']],
  ['Jean‑Luc', ['jean-luc', 'Jean–Luc']],
  ['O’Hara', ['o´hara', 'O`Hara', 'oʻhara']],
  ['大𠮷野家', ['大𠮷野', '大𠮷']],
])('X03: %s is found in any case and spelling of the same letters', async (lastName, typed) => {
  const email = `nimi${++invited}@espoo.fi`;
  const body = { organizationId, role: 'expert', firstName: 'Aino', lastName, email } as const;
  const { userId } = await admin.createInvitation({ body });
  for (const text of typed) {
    const { items } = await admin.searchUsers({ body: { text } });
    expect(
      items.map((item) => item.userId),
      text,
    ).toEqual([userId]);
  }
});

test('X03: across organizations, the middle of a word finds nobody, whatever its script', async () => {
  for (const text of ['野家', '𠮷野家', 'ildiz', 'hman'])
    expect((await admin.searchUsers({ body: { text } })).items, text).toEqual([]);
});

test('X03: a name that nobody has finds nobody', async () => {
  expect((await admin.searchUsers({ body: { text: 'Öhman, Brian' } })).items).toEqual([]);
});

test('R18: an allowed domain may be written in any usual form, and admits its addresses', async () => {
  const made = await admin.createOrganization({ body: { name: 'Työllisyys', language: 'fi' } });
  const params = { organizationId: made.organizationId };
  const rules = await admin.changeAdmissionRules({
    params,
    body: { addressDomains: ['Työllisyys.FI', '@espoo.fi', 'пример.рф'] },
    ifMatch: made.etag,
  });
  expect(rules.addressDomains).toEqual([
    'xn--tyllisyys-17a.fi',
    'espoo.fi',
    'xn--e1afmkfd.xn--p1ai',
  ]);
  const invite = (email: string) =>
    admin.createInvitation({
      body: { email, firstName: 'Aino', lastName: 'Aalto', role: 'expert', ...params },
    });
  expect((await invite('aino@TYÖLLISYYS.fi')).email).toBe('aino@xn--tyllisyys-17a.fi');
  await expect(invite('aino@tyollisyys.fi')).rejects.toMatchObject({ code: 'domain_not_allowed' });
  for (const wrong of ['kunta-.fi', 'fi', 'a b.fi', `${'b'.repeat(64)}.fi`, 'xn--.fi'])
    await expect(
      admin.changeAdmissionRules({
        params,
        body: { addressDomains: [wrong] },
        ifMatch: rules.etag,
      }),
    ).rejects.toMatchObject({ code: 'invalid_input' });
});

test('R18: the invitee signs in with either spelling of the address', async () => {
  const email = 'liisa@työllisyys.example';
  await admin.createInvitation({
    body: { email, firstName: 'Liisa', lastName: 'Laine', organizationId, role: 'editor' },
  });
  await service.activate(await service.tokenFor('liisa@xn--tyllisyys-17a.example'));
  const password = 'seven green herons wade';
  for (const spelling of [email, 'Liisa <LIISA@xn--tyllisyys-17a.example>'])
    await service.client().signIn({ body: { email: spelling, password } });
});

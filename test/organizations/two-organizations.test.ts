/** Promise: two organizations run their own processes, and people control their data: one story. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyAudit } from '../../src/audit/verify.ts';
import type { Client } from '../../src/client/client.ts';
import {
  firstAdministrator,
  goodPassword,
  publicUrl,
  type Service,
  startService,
} from '../support/harness.ts';
import { refused } from '../support/refused.ts';

let service: Service;
let admin: Client;
let espoo: string;
let vantaa: string;
let helmi: Awaited<ReturnType<Service['join']>>;
let oskar: Awaited<ReturnType<Service['join']>>;
let pekka: Awaited<ReturnType<Service['join']>>;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const named = (name: string) => admin.createOrganization({ body: { name, language: 'fi' } });
  espoo = (await named('Espoo')).organizationId;
  vantaa = (await named('Vantaa')).organizationId;
  helmi = await service.join(admin, 'helmi@espoo.fi', espoo, 'primary_user');
  oskar = await service.join(admin, 'oskar@espoo.fi', espoo, 'primary_user');
  pekka = await service.join(admin, 'pekka@vantaa.fi', vantaa, 'primary_user');
});

afterAll(() => service.stop());

const subjects = async (address: string) => {
  await service.drainMail();
  return service.mailbox.messages(address).map(({ subject }) => subject);
};

test('a primary user sets the rules, and a colleague can join only by them', async () => {
  const params = { organizationId: espoo };
  const { etag } = await helmi.client.readAdmissionRules({ params });
  const approval = 'second_person' as const;
  const rules = { addressDomains: ['espoo.fi'], approval, proposals: true };
  await helmi.client.changeAdmissionRules({ params, body: rules, ifMatch: etag });
  const names = {
    firstName: 'Eeva',
    lastName: 'Ehdokas',
    organizationId: espoo,
    role: 'editor',
  } as const;
  const outside = helmi.client.createInvitation({ body: { ...names, email: 'eeva@vantaa.fi' } });
  await expect(outside).rejects.toThrow();
  const body = { ...names, email: 'eeva@espoo.fi' };
  const invited = await helmi.client.createInvitation({ body });
  expect(invited.status).toBe('proposed');
  const decision = { params: { userId: invited.userId }, body: {}, ifMatch: invited.etag };
  await expect(helmi.client.approveInvitation(decision)).rejects.toEqual(refused('own_proposal'));
  await oskar.client.approveInvitation(decision);
  const eeva = await service.activate(await service.tokenFor('eeva@espoo.fi'));
  const who = { firstName: 'Aino', lastName: 'Kollega', role: 'expert' } as const;
  const colleague = { ...who, organizationId: espoo };
  const proposed = await eeva.proposeInvitation({ body: { ...colleague, email: 'aino@espoo.fi' } });
  await helmi.client.approveInvitation({
    params: { userId: proposed.userId },
    body: {},
    ifMatch: proposed.etag,
  });
  const aino = await service.activate(await service.tokenFor('aino@espoo.fi'));
  expect(await aino.me()).toMatchObject({ role: 'expert', organizationId: espoo });
});

test('one file invites many people, and importing it again invites nobody twice', async () => {
  const csv =
    '\uFEFFemail;firstName;lastName;role\r\nyksi@vantaa.fi;Yksi;Ensimmäinen;editor\r\nkaksi@vantaa.fi;Kaksi;Toinen;expert\r\nroisto@vantaa.fi;Ro;Isto;admin\r\n';
  const body = { organizationId: vantaa, csv };
  const dry = await pekka.client.checkImport({ body });
  expect(dry.lines.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'not_allowed']);
  const { importId } = await pekka.client.startImport({ body });
  await service.drainMail();
  const params = { importId };
  expect(await pekka.client.readImport({ params })).toMatchObject({ state: 'done', invited: 2 });
  const again = await pekka.client.startImport({ body });
  await service.drainMail();
  const second = await pekka.client.readImport({ params: { importId: again.importId } });
  expect(second).toMatchObject({ invited: 0, alreadyHere: 2 });
  expect(await subjects('yksi@vantaa.fi')).toHaveLength(1);
});

test('a person moves by offer and acceptance, and the former organization no longer sees them', async () => {
  const yksi = await service.activate(await service.tokenFor('yksi@vantaa.fi'));
  const { userId, etag } = await yksi.me();
  const open = { addressDomains: [] };
  const process = { organizationId: espoo };
  const rules = await helmi.client.readAdmissionRules({ params: process });
  await helmi.client.changeAdmissionRules({ params: process, body: open, ifMatch: rules.etag });
  const target = { organizationId: espoo };
  await pekka.client.offerUser({ params: { userId }, body: target, ifMatch: etag });
  expect(await subjects('helmi@espoo.fi')).toContainEqual(expect.stringMatching(/transfer/i));
  const { items } = await helmi.client.listOffers({});
  const ifMatch = items[0]?.etag ?? '';
  await helmi.client.acceptOffer({ params: { userId }, body: {}, ifMatch });
  expect((await yksi.me()).organizationId).toBe(espoo);
  await expect(pekka.client.readUser({ params: { userId } })).rejects.toEqual(refused('not_found'));
});

test('the administration announces news to everybody, signed in or not', async () => {
  const text = {
    fi: 'Päivitys kestää tavallista kauemmin.',
    sv: 'Uppdateringen dröjer.',
    en: 'Updating will be slower.',
  };
  const span = { from: '2026-03-01T00:00:00Z', until: '2026-03-31T00:00:00Z' };
  await admin.createNotice({ body: { level: 'info', title: text, text, ...span } });
  const { items } = await service.client().currentNotices();
  expect(items).toMatchObject([{ text }]);
});

test('a new privacy notice must be acknowledged first, and describes what the service does', async () => {
  const changeNote = { fi: 'Uusi', sv: 'Ny', en: 'New' };
  const { version } = await admin.publishPrivacyNotice({ body: { changeNote, acknowledge: true } });
  service.clock.advance({ minutes: 6 });
  const aino = service.client();
  const signedIn = await aino.signIn({ body: { email: 'aino@espoo.fi', password: goodPassword } });
  expect(signedIn.privacyNoticeRequired).toBe(version);
  await expect(aino.myData()).rejects.toEqual(refused('privacy_notice_required'));
  await aino.acknowledgePrivacyNotice({ body: { version, language: 'en' } });
  const data = await aino.myData();
  expect(data.acknowledgement).toMatchObject({ version, language: 'en' });
  const registry = await service.send(`${publicUrl}/api/registry-description?language=en`);
  expect(await registry.text()).toMatch(/30 days/);
});

test('a person requests data, gets a reply, leaves, and the erasure is certified', async () => {
  const aino = service.client();
  await aino.signIn({ body: { email: 'aino@espoo.fi', password: goodPassword } });
  const { userId } = await aino.me();
  const { requestId } = await aino.fileDataRequest({ body: { kind: 'erase' } });
  const signingIn = { body: { email: firstAdministrator, password: goodPassword } };
  const { privacyNoticeRequired: version = 0 } = await admin.signIn(signingIn);
  await admin.acknowledgePrivacyNotice({ body: { version, language: 'en' } });
  expect((await admin.listDataRequests()).items).toMatchObject([{ userId, kind: 'erase' }]);
  const answer = { outcome: 'done', answer: 'Your data is erased today.' } as const;
  await admin.answerDataRequest({ params: { userId, requestId }, body: answer });
  expect((await aino.listMyDataRequests()).items).toMatchObject([answer]);
  const { etag } = await admin.readUser({ params: { userId } });
  await admin.eraseUser({ params: { userId }, body: { confirm: 'erase' }, ifMatch: etag });
  expect(await admin.readErasure({ params: { userId } })).toMatchObject({
    userId,
    rule: 'data_request',
  });
});

test('the chain of all these events is intact', async () => {
  service.clock.advance({ minutes: 5 });
  await service.runTimer('repair');
  service.clock.advance({ days: 1 });
  for (const timer of ['repair', 'auditRoots'] as const) await service.runTimer(timer);
  expect(await verifyAudit(service.deps, service.clock.iso)).toEqual([]);
});

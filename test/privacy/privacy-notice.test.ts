/** Promise: everyone is informed about their data: a new notice must be acknowledged first. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyAudit } from '../../src/audit/verify.ts';
import type { Client } from '../../src/client/client.ts';
import { goodPassword, type Service, startService } from '../support/harness.ts';
import { refused } from '../support/refused.ts';

let service: Service;
let admin: Client;
let organizationId: string;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const body = { name: 'Espoo', language: 'fi' } as const;
  ({ organizationId } = await admin.createOrganization({ body }));
});

afterAll(() => service.stop());

const changeNote = { fi: 'Uusi säilytysaika', sv: 'Ny lagringstid', en: 'New retention' };

test('before anything is published, the notice already describes what the service does', async () => {
  const notice = await service.client().privacyNotice({ query: { language: 'en' } });
  expect(notice.version).toBe(1);
  const text = JSON.stringify(notice.sections);
  expect(text).toContain('unused for 6 months');
  expect(text).toContain('support@example.fi');
  expect(text).toContain(service.deps.settings.LEGAL_BASIS.en);
});

test('each person must acknowledge a new version once before anything else works', async () => {
  const { client: aino } = await service.join(admin, 'aino@espoo.fi', organizationId, 'editor');
  const quiet = await admin.publishPrivacyNotice({ body: { changeNote, acknowledge: false } });
  expect(quiet.version).toBe(2);
  expect(await aino.listSessions()).toBeDefined();

  const body = { changeNote, acknowledge: true };
  const idempotencyKey = '3b0c1f0e-5a49-4c55-9d0e-1b1a6f1f7a11';
  const { version } = await admin.publishPrivacyNotice({ body, idempotencyKey });
  expect(version).toBe(3);
  const notice = await service.client().privacyNotice({ query: { language: 'sv' } });
  expect(notice).toMatchObject({ version: 3, changeNote: 'Ny lagringstid' });

  const again = service.client();
  const signingIn = { body: { email: 'aino@espoo.fi', password: goodPassword } };
  expect(await again.signIn(signingIn)).toMatchObject({ privacyNoticeRequired: 3 });
  for (const person of [aino, again]) {
    await expect(person.listSessions()).rejects.toEqual(refused('privacy_notice_required'));
    expect((await person.me()).email).toBe('aino@espoo.fi');
  }
  const language = 'fi' as const;
  await expect(again.acknowledgePrivacyNotice({ body: { version: 2, language } })).rejects.toEqual(
    refused('changed_meanwhile'),
  );
  await again.acknowledgePrivacyNotice({ body: { version, language } });
  expect((await again.listSessions()).items).toHaveLength(2);
  const after = await service.client().signIn(signingIn);
  expect(after.privacyNoticeRequired).toBeUndefined();

  await expect(admin.listNotices()).rejects.toEqual(refused('privacy_notice_required'));
  await admin.acknowledgePrivacyNotice({ body: { version, language } });
  expect(await admin.publishPrivacyNotice({ body, idempotencyKey })).toEqual({ version: 3 });
  const { userId } = await again.me();
  const { items } = await admin.listEvents({ query: { subjectId: userId } });
  const [acknowledged] = items.filter(({ kind }) => kind === 'privacy_notice_acknowledged');
  expect(acknowledged?.data).toEqual({ version: 3, language: 'fi' });
});

test('activating includes reading the version in force, so nothing more is asked', async () => {
  const { client } = await service.join(admin, 'new@espoo.fi', organizationId, 'expert');
  expect((await client.listSessions()).items).toHaveLength(1);
});

test('publishing a version is an event, and the audit stays intact', async () => {
  service.clock.advance({ minutes: 10 });
  await service.runTimer('repair');
  expect(await verifyAudit(service.deps, service.clock.iso)).toEqual([]);
});

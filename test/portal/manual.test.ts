/**
 * Promise: a person signs in to the demo's manual through the service and sees the pages of their
 * role, and is out within seconds of being deactivated; it registers itself once.
 */
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, createClient } from '../../src/client/client.ts';
import { startDemoManual } from '../../src/local/demo-manual.ts';
import { demoPassword } from '../../src/local/demo-people.ts';
import type { LoopbackServer } from '../../src/local/loopback-server.ts';
import { languageNames } from '../../src/portal/language.tsx';
import { texts as personTexts } from '../../src/portal/pages/person/texts.ts';
import { common } from '../../src/portal/texts/common.ts';
import { faultsOf } from '../support/axe.ts';
import { claimPort } from '../support/claim-port.ts';
import { type PortalService, startPortalService } from '../support/portal-service.ts';
import { hasCount, hasText, shown } from '../support/shown.ts';

/** From an administrator's click to the person's screen. */
const secondsMax = 10;

let service: PortalService;
let admin: Client;
let folder: string;
let manual: LoopbackServer | undefined;

beforeAll(async () => {
  service = await startPortalService({}, 'localhost');
  const token = (await service.invitationOfFirst()).split('#')[1] ?? '';
  admin = createClient(service.url);
  const body = { token, password: demoPassword, language: 'en', privacyNoticeRead: true } as const;
  await admin.activate({ body });
  folder = await mkdtemp(join(tmpdir(), 'manual-'));
  manual = await start(await claimPort());
});
afterAll(async () => {
  await manual?.stop();
  await service.stop();
});

const start = (port: number, given = folder) =>
  startDemoManual({
    ...{ issuer: service.url, port, folder: given },
    firstAdministrator: service.firstAdministrator,
  });

/** @returns an active editor's id and address */
async function joined(email: string) {
  const { organizationId } = await admin.me();
  const person = { email, firstName: 'Aino', lastName: '<b>Aalto', role: 'editor' } as const;
  const { userId } = await admin.createInvitation({
    body: { ...person, organizationId, language: 'en' },
  });
  const token = (await service.linkFor(email)).split('#')[1] ?? '';
  const body = { token, password: demoPassword, language: 'en', privacyNoticeRead: true } as const;
  await createClient(service.url).activate({ body });
  return { userId, email };
}

async function fillIn(page: Page, email: string) {
  await page.fill('#email', email);
  await page.fill('#password', demoPassword);
  await page.keyboard.press('Enter');
}

async function signedIn(email: string) {
  const page = await service.openWindow('en');
  await page.goto(manual?.url ?? '');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await fillIn(page, email);
  await page.getByText('What each role sees').waitFor();
  return page;
}

test('shows name, organization and role, and is out within seconds of the deactivation', async () => {
  const { userId, email } = await joined('aino@espoo.fi');
  const page = await signedIn(email);
  expect(new URL(page.url()).origin).toBe(manual?.url);
  await page.getByText('Aino <b>Aalto, Helsingin kaupunki: editor').waitFor();
  await shown(() => page.locator('tr.own').innerText()).toContain('editor');
  expect(await faultsOf(page)).toEqual([]);
  const office = await service.openWindow('en');
  await office.goto('/sign-in');
  await fillIn(office, service.firstAdministrator);
  await office.waitForSelector('.who');
  await office.goto(`/people/${userId}`);
  await office.getByRole('button', { name: common.en.actions }).click();
  await office.getByRole('button', { name: personTexts.en.deactivate }).click();
  const yes = office.getByRole('dialog').getByRole('button', { name: personTexts.en.deactivate });
  await yes.waitFor();
  const began = performance.now();
  await yes.click();
  await page.getByText('Sign in to read it.').waitFor({ timeout: secondsMax * 1_000 });
  expect(performance.now() - began).toBeLessThan(secondsMax * 1_000);
});

const sessionWords = [
  ['fi', 'Järjestelmät, joihin olet kirjautunut', 'Käsikirja', 'Ei järjestelmiä'],
  ['sv', 'System som du har loggat in i', 'Handboken', 'Inga system'],
  ['en', 'Systems you signed in to', 'The manual', 'No systems'],
] as const;

test('my account says which systems each session entered, in each language', async () => {
  const { email } = await joined('kieli@espoo.fi');
  await createClient(service.url).signIn({ body: { email, password: demoPassword } });
  const page = await signedIn(email);
  await page.goto(`${service.url}/account`);
  for (const [language, title, name, noSystems] of sessionWords) {
    await page.getByRole('button', { name: languageNames[language] }).click();
    const table = page.getByRole('table').filter({ hasText: title });
    await shown(async () => (await table.getByRole('row').allInnerTexts()).join()).toContain(name);
    await hasCount(table.getByRole('row').filter({ hasText: name }), 1);
    // Those of the activation and of the client entered nothing.
    await hasCount(table.getByRole('row').filter({ hasText: noSystems }), 2);
  }
});

test('the manual follows a deactivation, restoration, move and erasure within seconds, and the certificate names it', async () => {
  const { userId, email } = await joined('seija@espoo.fi');
  const watching = await signedIn(service.firstAdministrator);
  await signedIn(email);
  const params = { userId };
  const line = watching.locator('p', { hasText: 'Aalto, editor' });
  const change = async (what: 'deactivateUser' | 'restoreUser') =>
    admin[what]({ params, body: {}, ifMatch: (await admin.readUser({ params })).etag });
  await hasText(line.last(), 'signed in');
  await change('deactivateUser');
  await hasText(line.last(), 'account-disabled');
  await change('restoreUser');
  await hasText(line.last(), 'account-enabled');
  const moving = { name: 'Vantaa', language: 'fi' } as const;
  const { organizationId } = await admin.createOrganization({ body: moving });
  const { etag } = await admin.readUser({ params });
  await admin.changeOrganization({ params, body: { organizationId }, ifMatch: etag });
  await hasText(watching.locator('p', { hasText: organizationId }), 'token-claims-change');
  const ifMatch = (await admin.readUser({ params })).etag;
  await admin.eraseUser({ params, body: { confirm: 'erase' }, ifMatch });
  await hasCount(watching.locator('p', { hasText: organizationId }), 0);
  await shown(async () => (await admin.readErasure({ params })).complete).toBe(true);
  const { systems } = await admin.readErasure({ params });
  expect(systems).toMatchObject([{ name: { en: 'The manual' }, state: 'acknowledged' }]);
});

test('signing out there ends the session here as well', async () => {
  const { email } = await joined('olli@espoo.fi');
  const page = await signedIn(email);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('Sign in to read it.').waitFor();
  await page.goto('/');
  await page.waitForSelector('#email');
});

test('a role that may not enter is told so, and a forged logout token ends nothing', async () => {
  const { email } = await joined('maija@espoo.fi');
  const page = await signedIn(email);
  const [system] = (await admin.listSystems()).items;
  if (!system) throw new Error('not registered');
  const params = { systemId: system.systemId };
  for (const token of ['', 'x.y.z', `${btoa('{"alg":"none"}')}.${btoa('{"sid":"x"}')}.`]) {
    const body = new URLSearchParams({ logout_token: token });
    const answer = await fetch(system.backchannelLogoutUri ?? '', { method: 'POST', body });
    expect(answer.status).toBe(400);
  }
  await shown(() => page.locator('body').innerText()).toContain('What each role sees');
  const other = await (await service.openWindow('en')).context().newPage();
  await admin.changeSystem({ params, body: { roles: ['admin'] }, ifMatch: system.etag });
  await other.goto(`${manual?.url}/sign-in`);
  await fillIn(other, email);
  await other.getByText('You are not signed in:').waitFor();
});

test('registers itself once, and moves its addresses with its port', async () => {
  await manual?.stop();
  const before = await readFile(join(folder, 'manual.json'), 'utf8');
  manual = await start(JSON.parse(before).port);
  expect(await readFile(join(folder, 'manual.json'), 'utf8')).toBe(before);
  await manual?.stop();
  manual = await start(await claimPort());
  const { items } = await admin.listSystems();
  expect(items.map(({ redirectUris }) => redirectUris)).toEqual([[`${manual?.url}/callback`]]);
});

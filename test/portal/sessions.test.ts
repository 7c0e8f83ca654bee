/**
 * Promise: people end their own sessions by clicking and with the password; an administrator ends
 * all of a person's sessions, and the page says what happens, in each language.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '../../src/api/routes.ts';
import { type Client, createClient } from '../../src/client/client.ts';
import type { Language } from '../../src/policy/languages.ts';
import { texts as myTexts } from '../../src/portal/pages/my-account/texts.ts';
import { texts as personTexts } from '../../src/portal/pages/person/texts.ts';
import { pages } from '../../src/portal/pages.ts';
import { common } from '../../src/portal/texts/common.ts';
import { faultsOf, overflowOf } from '../support/axe.ts';
import { languagesOf } from '../support/depth.ts';
import { type PortalService, password, startPortalService } from '../support/portal-service.ts';
import { hasCount, hasFocus, shown } from '../support/shown.ts';

let service: PortalService;
let administrator: Client;

beforeAll(async () => {
  service = await startPortalService();
  administrator = await service.administrator();
});
afterAll(() => service.stop());

async function signedIn(email: string, language: Language = 'fi'): Promise<Page> {
  const window = await service.openWindow(language);
  await window.goto('/sign-in');
  await window.fill('#email', email);
  await window.fill('#password', password);
  await window.keyboard.press('Enter');
  await window.waitForSelector('.who');
  return window;
}

async function elsewhere(email: string): Promise<Client> {
  const client = createClient(service.url);
  await client.signIn({ body: { email, password } });
  return client;
}

async function colleague(firstName: string) {
  const { organizationId } = await administrator.me();
  const email = `${firstName.toLowerCase()}@example.fi`;
  const names = { firstName, lastName: 'Salo', language: 'fi' } as const;
  const body = { email, role: 'editor', organizationId, ...names } as const;
  const { userId } = await administrator.createInvitation({ body });
  const token = (await service.linkFor(email)).split('#')[1] ?? '';
  const given = { token, password, language: 'fi', privacyNoticeRead: true } as const;
  const client = createClient(service.url);
  await client.activate({ body: given });
  return { userId, email, client };
}

const endedOf = (client: Client) => client.me().catch(({ code }) => code);

test('who leaves a page before its renewal is answered stays signed in', async () => {
  const { email } = await colleague('Uuno');
  const page = await signedIn(email);
  for (let times = 0; times < 5; times++) {
    const sent = page.waitForRequest((request) => request.url().endsWith(routes.refresh[1]));
    await page.goto('/account', { waitUntil: 'commit' });
    await sent;
  }
  await page.goto('/account');
  await page.getByRole('heading', { name: pages.myAccount.title.fi }).waitFor();
  const { items } = await administrator.listEvents({ query: { kind: 'session_reuse_detected' } });
  expect(items).toEqual([]);
});

test('who signs out and leaves the page at once is signed out', async () => {
  const { email } = await colleague('Liisi');
  const page = await signedIn(email);
  let left = () => {};
  const leaving = new Promise<void>((done) => {
    left = done;
  });
  await page.route(`/${routes.signOut[1]}`, async (route) => {
    await leaving;
    await route.continue();
  });
  const sent = page.waitForRequest(`/${routes.signOut[1]}`);
  await page.getByRole('button', { name: common.fi.signOut }).click();
  await sent;
  await page.goto('/sign-in');
  await page.waitForSelector('#email');
  left();
  const renew = `fetch('/${routes.refresh[1]}', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: '{}',
  }).then(({ status }) => status)`;
  await shown(() => page.evaluate(renew)).toBe(401);
});

test('one session ends after the password; a wrong one is told and ends nothing', async () => {
  const { email, client } = await colleague('Selma');
  const page = await signedIn(email);
  await page.goto('/account');
  const button = page.getByRole('button', { name: /^Päätä istunto, joka alkoi/ });
  await button.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/^Istunto alkoi .*ulos siitä selaimesta\.$/).waitFor();
  await dialog.locator('input[name=currentPassword]').fill('not the password at all');
  await dialog.getByRole('button', { name: 'Päätä istunto' }).click();
  await dialog.getByText(/^Nykyinen salasana ei ole oikein/).waitFor();
  expect((await client.me()).email).toBe(email);
  await dialog.locator('input[name=currentPassword]').fill(password);
  await dialog.getByRole('button', { name: 'Päätä istunto' }).click();
  await page.getByText('Istunto on päättynyt.').waitFor();
  await hasFocus(page, '.done');
  await hasCount(button, 0);
  expect(await endedOf(client)).toBe('not_signed_in');
});

test('all sessions end after the password, this one too', async () => {
  const { email, client } = await colleague('Kaino');
  const page = await signedIn(email);
  await page.goto('/account');
  await page.getByRole('button', { name: 'Päätä kaikki istunnot' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/myös tästä\. Myös vireillä olevat muutokset perutaan\.$/).waitFor();
  await dialog.getByRole('button', { name: 'Peruuta' }).click();
  expect((await client.me()).email).toBe(email);
  await page.getByRole('button', { name: 'Päätä kaikki istunnot' }).click();
  await dialog.locator('input[name=currentPassword]').fill(password);
  await page.keyboard.press('Enter');
  await page.getByText('Olet kirjautunut ulos.').waitFor();
  expect(await endedOf(client)).toBe('not_signed_in');
});

test("an administrator ends a person's sessions, and the history shows it at once", async () => {
  const { userId, email, client } = await colleague('Urho');
  const theirs = await signedIn(email);
  const page = await signedIn(service.firstAdministrator);
  await page.goto(`/people/${userId}`);
  await page.getByRole('button', { name: 'Toiminnot' }).click();
  await page.getByRole('button', { name: 'Päätä kaikki istunnot' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/hän voi kirjautua uudelleen\. Salasana, .* säilyvät\./).waitFor();
  await dialog.getByRole('button', { name: 'Päätä kaikki istunnot' }).click();
  await page.getByText('Henkilön kaikki istunnot on päätetty.').waitFor();
  await hasFocus(page, '.done');
  await page.getByRole('row', { name: /Kaikki istunnot päätettiin.*sinä/ }).waitFor();
  expect(await endedOf(client)).toBe('not_signed_in');
  await theirs.goto('/');
  await theirs.getByText('Istunto on päättynyt. Kirjaudu uudelleen.').waitFor();
  expect((await (await elsewhere(email)).me()).status).toBe('active');
});

test('a service that does not answer while the page loads ends no session', async () => {
  const { email } = await colleague('Toive');
  const page = await signedIn(email);
  await page.route('**/api/sessions/refresh', (route) => route.abort());
  await page.goto('/');
  await page.locator('#email').waitFor();
  await hasCount(page.getByText('Istunto on päättynyt'), 0);
  await page.unroute('**/api/sessions/refresh');
  await page.goto('/');
  await page.locator('.who').waitFor();
});

test('a page about oneself and one about an invitee offer no such action', async () => {
  const page = await signedIn(service.firstAdministrator);
  const { userId, organizationId } = await administrator.me();
  const names = { firstName: 'Uusi', lastName: 'Salo', language: 'fi' } as const;
  const body = { email: 'uusi@example.fi', role: 'editor', organizationId, ...names } as const;
  const invited = await administrator.createInvitation({ body });
  for (const id of [userId, invited.userId]) {
    await page.goto(`/people/${id}`);
    await page.getByRole('heading', { name: 'Tapahtumat' }).waitFor();
    await page.getByRole('button', { name: 'Toiminnot' }).click();
    await hasCount(page.getByRole('button', { name: 'Päätä kaikki istunnot' }), 0);
  }
});

test.each(languagesOf(2))('the dialogs have no faults and fit, in %s', async (language) => {
  const { userId, email } = await colleague(`Kieli${language}`);
  await elsewhere(email);
  await elsewhere(service.firstAdministrator);
  const page = await signedIn(service.firstAdministrator, language);
  const asks = [
    [`/people/${userId}`, personTexts[language].endSessions, personTexts[language].endSessionsText],
    ['/account', myTexts[language].endAll, myTexts[language].endAllText],
  ] as const;
  for (const [path, name, text] of asks) {
    await page.goto(path);
    await page.locator('header button[lang]', { hasText: nameOf[language] }).click();
    if (path !== '/account')
      await page.getByRole('button', { name: common[language].actions }).click();
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog').getByText(text).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
  }
});

const nameOf = { fi: 'Suomi', sv: 'Svenska', en: 'English' };

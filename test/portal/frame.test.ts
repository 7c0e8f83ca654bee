/**
 * Promise: the menu leads everywhere on a phone and on a desktop, shows where one is and what awaits
 * there; the home page says what each role has to do; a search on every page finds people and
 * organizations.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import type { Role } from '../../src/policy/roles.ts';
import { activeColleague, signedIn } from '../support/portal-people.ts';
import { type PortalService, startPortalService } from '../support/portal-service.ts';
import { hasAttribute, hasCount, hasFocus, hasText, hasValue } from '../support/shown.ts';

let service: PortalService;
let administrator: Client;
let organizationId: string;
let page: Page;

beforeAll(async () => {
  service = await startPortalService();
  administrator = await service.administrator();
  const body = { name: 'Keravan työllisyyspalvelut', language: 'fi' } as const;
  ({ organizationId } = await administrator.createOrganization({ body }));
  page = await signedIn(service, service.firstAdministrator);
});
afterAll(() => service.stop());

const active = (firstName: string, role: Role, home = organizationId) =>
  activeColleague(service, administrator, { firstName, role, organizationId: home });

/** The distances in pixels from the top of the window. */
const placesOf = (window: Page) =>
  window.evaluate(() => {
    const top = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
    return { header: top('.header')?.bottom ?? 0, content: top('main h1')?.top ?? 0 };
  });

const link = (name: string, window = page) => window.getByRole('link', { name, exact: true });

test('on a phone and at 200 %, the content begins at the top', async () => {
  const { email } = await active('Kaino', 'primary_user');
  const phone = await signedIn(service, email, 390);
  for (const path of ['/', '/people', '/account']) {
    await phone.setViewportSize({ width: 390, height: 844 });
    await phone.goto(path);
    await phone.locator('main h1').waitFor();
    const { header, content } = await placesOf(phone);
    expect(content - header, path).toBeLessThanOrEqual(120);
    await phone.setViewportSize({ width: 640, height: 400 });
    expect((await placesOf(phone)).content, path).toBeLessThanOrEqual(400 / 3);
  }
});

/** Runs in a page: remembers each place at which a button of the header was shown. */
function rememberPlaces(): void {
  const places: Record<string, string[]> = {};
  Object.assign(window, { places });
  const look = () => {
    for (const button of document.querySelectorAll('header button')) {
      const { x, y } = button.getBoundingClientRect();
      const name = button.textContent ?? '';
      places[name] = [...new Set([...(places[name] ?? []), `${x} ${y}`])];
    }
    requestAnimationFrame(look);
  };
  look();
}

test.each([390, 1280])('no button of the header moves while a page loads, at %i', async (width) => {
  const window = await signedIn(service, service.firstAdministrator, width);
  await window.addInitScript(rememberPlaces);
  await window.route('**/api/**', async (route) => {
    await new Promise((done) => setTimeout(done, 200));
    await route.continue();
  });
  for (const path of ['/', '/people', '/audit']) {
    await window.goto(path);
    await window.locator('main h1').waitFor();
    await window.waitForLoadState('networkidle');
    const places: Record<string, string[]> = await window.evaluate('places');
    expect(Object.keys(places), path).toContain('English');
    for (const [button, at] of Object.entries(places)) expect(at, button).toHaveLength(1);
  }
});

test('on a phone, one button opens and closes the menu, also by keyboard', async () => {
  const phone = await signedIn(service, service.firstAdministrator, 390);
  const button = phone.getByRole('button', { name: 'Valikko' });
  await link('Henkilöt', phone).waitFor({ state: 'hidden' });
  await hasAttribute(button, 'aria-expanded', 'false');
  await button.press('Enter');
  await hasAttribute(button, 'aria-expanded', 'true');
  await link('Henkilöt', phone).focus();
  await phone.keyboard.press('Escape');
  await hasFocus(phone, '.menu-button');
  await hasAttribute(button, 'aria-expanded', 'false');
  await button.click();
  await phone.getByRole('searchbox').fill('Kaino');
  await phone.getByRole('button', { name: 'English' }).waitFor();
  await link('Henkilöt', phone).click();
  await phone.getByRole('heading', { name: 'Henkilöt' }).waitFor();
  await link('Kutsut', phone).waitFor({ state: 'hidden' });
});

test('the menu highlights the page, and the list that a sub-page belongs to', async () => {
  const { userId } = await active('Vilma', 'expert');
  const current = page.locator('nav.menu a[aria-current]');
  for (const [path, name, how] of [
    ['/', 'Etusivu', 'page'],
    ['/people', 'Henkilöt', 'page'],
    ['/people/invite', 'Henkilöt', 'true'],
    [`/people/${userId}`, 'Henkilöt', 'true'],
    ['/imports/new', 'Henkilöt', 'true'],
    [`/organizations/${organizationId}`, 'Organisaatiot', 'true'],
    ['/account', 'Oma tili', 'page'],
  ] as const) {
    await page.goto(path);
    await hasText(current, name);
    await hasAttribute(current, 'aria-current', how);
    await hasCount(current, 1);
  }
});

test("an administrator's home page and menu count what awaits, until it is done", async () => {
  const { client } = await active('Taimi', 'editor');
  await client.fileDataRequest({ body: { kind: 'access' } });
  await page.goto('/');
  await page.getByRole('link', { name: '1 tietopyyntö odottaa vastausta.' }).click();
  await page.getByRole('heading', { name: 'Tietopyynnöt' }).waitFor();
  await hasText(page.getByRole('link', { name: /^Tietopyynnöt/ }), '1');
  await page.getByRole('button', { name: /Taimi Salo/ }).click();
  await page.getByText('Pyyntö on toteutettu').click();
  await page.getByRole('dialog').getByRole('textbox').fill('Tiedot ovat liitteenä.');
  await page.getByRole('dialog').getByRole('button', { name: 'Vastaa' }).click();
  await page.getByText('Vastaus on lähetetty.').waitFor();
  await link('Tietopyynnöt').waitFor();
  await hasCount(page.locator('nav.menu .count'), 0);
});

test('a primary user has transfers and people who leave soon; an editor has nothing', async () => {
  const { email } = await active('Helka', 'primary_user');
  const giver = await administrator.createOrganization({
    body: { name: 'Tuusula', language: 'fi' },
  });
  const moved = await active('Martti', 'expert', giver.organizationId);
  const giving = await active('Antti', 'primary_user', giver.organizationId);
  const params = { userId: moved.userId };
  const { etag } = await administrator.readUser({ params });
  await giving.client.offerUser({ params, body: { organizationId }, ifMatch: etag });
  const home = await signedIn(service, email);
  await home.getByRole('link', { name: '1 siirtoehdotus odottaa vastausta.' }).waitFor();
  await hasText(home.getByRole('link', { name: /^Siirrot/ }), '1');
  const editor = await signedIn(service, (await active('Eija', 'editor')).email);
  await editor.getByText('Sinulla ei ole odottavia tehtäviä.').waitFor();
  await editor.getByText(/Jos et kirjaudu, tilisi poistuu käytöstä/).waitFor();
  await link('Ota kaksivaiheinen tunnistautuminen käyttöön', editor).waitFor();
  await hasCount(link('Ehdota kollegaa', editor), 0);
});

test('counts that cannot be read block no page, and the home page offers to try again', async () => {
  const window = await signedIn(service, service.firstAdministrator);
  await window.route('**/api/work', (route) => route.abort());
  await link('Henkilöt', window).click();
  await window.getByRole('heading', { name: 'Henkilöt' }).waitFor();
  await link('Etusivu', window).click();
  await window.getByText('Palveluun ei juuri nyt saada yhteyttä').waitFor();
  await window.unroute('**/api/work');
  await window.getByRole('button', { name: 'Yritä uudelleen' }).click();
  await window.getByText('Palveluun ei juuri nyt saada yhteyttä').waitFor({ state: 'detached' });
});

test('the search finds people and organizations, by keyboard, and leaves no trace in the address', async () => {
  await active('Ulpu', 'expert');
  await page.goto('/cookies');
  const search = page.locator('.finder').getByRole('searchbox');
  await search.fill('salo ulpu');
  await page.locator('.finder-results').getByText('Ulpu Salo').waitFor();
  expect(page.url()).toBe(`${service.url}/cookies`);
  await search.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Ulpu Salo' }).waitFor();
  await hasValue(search, '');
  await search.fill('keravan');
  await page.locator('.finder-results').getByText('Keravan työllisyyspalvelut').waitFor();
  await search.press('Enter');
  await page.getByRole('heading', { name: 'Keravan työllisyyspalvelut' }).waitFor();
  await search.fill('ei ketään tällä nimellä');
  await page.getByText('Mitään ei löytynyt.').waitFor();
  await search.press('Escape');
  await page.getByText('Mitään ei löytynyt.').waitFor({ state: 'detached' });
});

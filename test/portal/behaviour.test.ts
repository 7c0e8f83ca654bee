/**
 * Promise: the portal loads nothing from other sites, works by keyboard alone, shows errors at
 * their fields, lets people resolve conflicts, and notices when a session ends elsewhere.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, createClient } from '../../src/client/client.ts';
import { faultsOf, overflowOf } from '../support/axe.ts';
import { type PortalService, password, startPortalService } from '../support/portal-service.ts';
import {
  hasAttribute,
  hasCount,
  hasFocus,
  hasNowhere,
  hasText,
  hasValue,
} from '../support/shown.ts';

let service: PortalService;
let administrator: Client;

beforeAll(async () => {
  service = await startPortalService();
  administrator = await service.administrator();
});
afterAll(() => service.stop());

const signIn = async (page: Page, email = service.firstAdministrator) => {
  await page.goto('/sign-in');
  await page.fill('#email', email);
  await page.fill('#password', password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Etusivu' }).waitFor();
};

async function colleague(firstName: string, role: 'editor' | 'primary_user'): Promise<string> {
  const { organizationId } = await administrator.me();
  const email = `${firstName.toLowerCase()}@example.fi`;
  const names = { firstName, lastName: 'Salo', language: 'fi' } as const;
  const body = { email, role, organizationId, ...names };
  const { userId } = await administrator.createInvitation({ body });
  const token = (await service.linkFor(email)).split('#')[1] ?? '';
  const given = { token, password, language: 'fi', privacyNoticeRead: true } as const;
  await createClient(service.url).activate({ body: given });
  return userId;
}

test('a page loads nothing from other sites and keeps no token where scripts could read it', async () => {
  const page = await service.openWindow();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).origin));
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/content security policy|trusted type/i.test(message.text()))
      violations.push(message.text());
  });
  await signIn(page);
  expect(new Set(asked)).toEqual(new Set([service.url]));
  expect(violations).toEqual([]);
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
  );
  expect(JSON.parse(kept)[0]).toEqual({ signedIn: '1' });
  const readable = await page.evaluate(() => document.cookie);
  expect(readable).toBe('');
  const [cookie, ...others] = await page.context().cookies();
  expect(others).toEqual([]);
  expect(cookie).toMatchObject({
    name: '__Host-refresh',
    httpOnly: true,
    secure: true,
    sameSite: 'Strict',
    path: '/',
  });
});

test('a session survives a reload and ends in all windows at once', async () => {
  const page = await service.openWindow();
  await signIn(page);
  await page.reload();
  await page.getByRole('heading', { name: 'Etusivu' }).waitFor();
  const other = await page.context().newPage();
  await other.goto('/people');
  await other.getByRole('heading', { name: 'Henkilöt' }).waitFor();
  // A request in flight would be refused first, with a less specific reason.
  await other.waitForLoadState('networkidle');
  await page.getByRole('button', { name: 'Kirjaudu ulos' }).click();
  await page.getByText('Olet kirjautunut ulos.').waitFor();
  await hasNowhere(page, service.firstAdministrator);
  await other.getByText('Kirjauduit ulos toisessa ikkunassa.').waitFor();
});

test('windows that renew at the same time keep their session', async () => {
  const page = await service.openWindow();
  await signIn(page);
  const others = await Promise.all([1, 2, 3, 4].map(() => page.context().newPage()));
  await Promise.all(others.map((each) => each.goto('/people')));
  await Promise.all(
    others.map((each) => each.getByRole('heading', { name: 'Henkilöt' }).waitFor()),
  );
});

test('signing in and inviting work by keyboard alone', async () => {
  const page = await service.openWindow();
  await page.goto('/sign-in');
  await page.locator('h1').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await hasFocus(page, '#content');
  await tabTo(page, '#email');
  await page.keyboard.type(service.firstAdministrator);
  await tabTo(page, '#password');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Etusivu' }).waitFor();
  await hasFocus(page, 'h1');
  await page.goto('/people/invite');
  await page.locator('#organizationId option').nth(1).waitFor({ state: 'attached' });
  await tabTo(page, '#email');
  await page.keyboard.type('kerttu@example.fi');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Kerttu');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Kallio');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, 'input[name=role]');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.getByText('Kutsu on lähetetty henkilölle Kerttu Kallio.').waitFor();
  await hasFocus(page, '.done');
});

async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}

test('errors are shown at their fields and in a summary that takes the focus', async () => {
  const page = await service.openWindow();
  await signIn(page);
  await page.goto('/people/invite');
  await page.getByRole('button', { name: 'Lähetä kutsu' }).click();
  const summary = page.getByRole('region', { name: 'Tarkista nämä kohdat' });
  await hasFocus(page, 'section[aria-label="Tarkista nämä kohdat"]');
  await summary.getByRole('link', { name: /Etunimi: Tämä kohta on pakollinen/ }).click();
  await hasFocus(page, '#firstName');
  const email = page.locator('#email');
  await hasAttribute(email, 'aria-invalid', 'true');
  const described = (await email.getAttribute('aria-describedby')) ?? '';
  await hasText(page.locator(`[id="${described}"]`), 'Tämä kohta on pakollinen.');
});

test('errors found by the service are shown at the field, and no input is lost', async () => {
  const page = await service.openWindow();
  await signIn(page);
  await page.goto('/account');
  await page.fill('#password-currentPassword', password);
  await page.fill('#password-newPassword', 'passwordpassword');
  await page.getByRole('button', { name: 'Vaihda salasana' }).click();
  await page.getByText('Salasana on tunnettujen').first().waitFor();
  await hasValue(page.locator('#password-newPassword'), 'passwordpassword');
});

test('a concurrent change of a person shows both versions and lets the user decide', async () => {
  const userId = await colleague('Oskari', 'editor');
  const page = await service.openWindow();
  await signIn(page);
  await page.goto(`/people/${userId}`);
  await page.getByRole('button', { name: 'Muuta tietoja' }).click();
  await page.getByLabel('Sukunimi').fill('Salonen');
  const { etag } = await administrator.readUser({ params: { userId } });
  const body = { firstName: 'Oskar' };
  await administrator.changeUser({ params: { userId }, body, ifMatch: etag });
  await page.getByRole('button', { name: 'Tallenna', exact: true }).click();
  await page.getByText('Joku muu muutti tietoja sillä välin').waitFor();
  await page.getByRole('cell', { name: 'Oskar', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Tallenna omat muutokset' }).click();
  await page.getByText('Tiedot on tallennettu.').waitFor();
  const after = await administrator.readUser({ params: { userId } });
  expect([after.firstName, after.lastName]).toEqual(['Oskari', 'Salonen']);
});

test('a person who loses a role meanwhile is refused, and the menu is updated', async () => {
  const userId = await colleague('Paula', 'primary_user');
  const page = await service.openWindow();
  await signIn(page, 'paula@example.fi');
  await page.getByRole('link', { name: 'Kutsut' }).waitFor();
  const { etag } = await administrator.readUser({ params: { userId } });
  const given = { params: { userId }, body: { role: 'editor' }, ifMatch: etag } as const;
  await administrator.changeRole(given);
  await page.getByRole('link', { name: 'Kutsut' }).click();
  await page.getByText('Tähän ei ole oikeutta').first().waitFor();
  await hasCount(page.getByRole('link', { name: 'Kutsut' }), 0);
});

test('the secret of a link is removed from the address and the history at once', async () => {
  const page = await service.openWindow();
  await page.goto('/keep#some-secret-of-a-link');
  await page.getByText('Linkki on käytetty, vanhentunut').waitFor();
  expect(page.url()).toBe(`${service.url}/keep`);
  await page.goBack();
  expect(page.url()).not.toContain('secret');
});

test('opening a link changes nothing; only the click does', async () => {
  const userId = await colleague('Roope', 'editor');
  const { etag } = await administrator.readUser({ params: { userId } });
  await administrator.deactivateUser({ params: { userId }, body: {}, ifMatch: etag });
  const page = await service.openWindow();
  await page.goto(await service.linkFor('roope@example.fi'));
  const ask = page.getByRole('button', { name: 'Pyydä palautusta' });
  await ask.waitFor();
  expect((await administrator.readUser({ params: { userId } })).restoreAskedAt).toBeUndefined();
  await ask.click();
  await page.getByText('Pyyntö on lähetetty ylläpitoon').waitFor();
  expect((await administrator.readUser({ params: { userId } })).restoreAskedAt).toBeDefined();
});

test('a page reports when the service does not respond, and retries on request', async () => {
  const page = await service.openWindow();
  await signIn(page);
  await page.route('**/api/users/search', (route) => route.abort());
  await page.getByRole('link', { name: 'Henkilöt', exact: true }).click();
  await page.getByText('Palveluun ei juuri nyt saada yhteyttä').waitFor();
  await page.unroute('**/api/users/search');
  await page.getByRole('button', { name: 'Yritä uudelleen' }).click();
  await page.getByRole('link', { name: 'Ylläpitäjä Administrator' }).waitFor();
});

test('an editor proposes a colleague, and an administrator approves', async () => {
  await colleague('Saara', 'editor');
  const params = { organizationId: (await administrator.me()).organizationId };
  const { etag } = await administrator.readAdmissionRules({ params });
  await administrator.changeAdmissionRules({ params, body: { proposals: true }, ifMatch: etag });
  const page = await service.openWindow();
  await signIn(page, 'saara@example.fi');
  await page.getByRole('link', { name: 'Ehdota kollegaa' }).click();
  await page.getByLabel('Sähköpostiosoite').fill('tuomas@example.fi');
  await page.getByLabel('Etunimi').fill('Tuomas');
  await page.getByLabel('Sukunimi').fill('Talvi');
  expect(await faultsOf(page)).toEqual([]);
  expect(await overflowOf(page)).toBe(0);
  await page.locator('label').getByText('sisällöntuottaja', { exact: true }).click();
  await page.getByRole('button', { name: 'Lähetä ehdotus' }).click();
  await page.getByText('Ehdotus on lähetetty pääkäyttäjälle.').waitFor();
  const decides = await service.openWindow();
  await signIn(decides);
  await decides.getByRole('link', { name: 'Kutsut' }).click();
  await decides.getByRole('button', { name: 'Hyväksy: Tuomas Talvi' }).click();
  await decides.getByText('Kutsu on hyväksytty ja lähetetty.').waitFor();
  expect(await service.linkFor('tuomas@example.fi')).toContain('/activate#');
});

test('a published notice appears at the top of every page, in the language of the page', async () => {
  const page = await service.openWindow();
  await signIn(page);
  await page.getByRole('link', { name: 'Tiedotteet' }).click();
  await page.locator('label').getByText('häiriö', { exact: true }).click();
  for (const [language, name] of [
    ['suomeksi', 'Katko'],
    ['ruotsiksi', 'Avbrott'],
    ['englanniksi', 'Outage'],
  ] as const) {
    await page.getByLabel(`Otsikko ${language}`).fill(name);
    await page.getByLabel(`Teksti ${language}`).fill(`${name} 18–19.`);
  }
  await page.getByLabel('Näkyy alkaen').fill('2026-01-01T08:00');
  await page.getByLabel('Näkyy asti').fill('2098-01-01T08:00');
  await page.getByRole('button', { name: 'Julkaise' }).click();
  await page.getByText('Tiedote on julkaistu.').waitFor();
  const stranger = await service.openWindow('sv');
  await stranger.goto('/sign-in');
  await stranger.getByText('Avbrott 18–19.').waitFor();
  expect(await faultsOf(stranger)).toEqual([]);
});

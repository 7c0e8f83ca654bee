/**
 * Promise: forms say what each field expects, keep what was typed when a session ends, send what is
 * shown, and ask before what reaches far; whoever cannot sign in reads whom to contact.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import type { Role } from '../../src/policy/roles.ts';
import { activeColleague, signedIn, signIn } from '../support/portal-people.ts';
import { type PortalService, startPortalService } from '../support/portal-service.ts';
import { hasText, hasValue, shown } from '../support/shown.ts';

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

const link = (name: string, window = page) => window.getByRole('link', { name, exact: true });

test('a form that the end of the session interrupts is filled in again, but for nobody else', async () => {
  const { userId, email } = await active('Lempi', 'primary_user');
  const window = await signedIn(service, email);
  const fillIn = async () => {
    await link('Henkilöt', window).click();
    await link('Kutsu henkilö', window).click();
    await window.fill('#email', 'uusi@example.fi');
    await window.fill('#firstName', 'Uusi');
    await window.locator('label').getByText('sisällöntuottaja', { exact: true }).click();
    await administrator.endUserSessions({ params: { userId } });
    await window.getByRole('button', { name: 'Lähetä kutsu' }).click();
    await window.fill('#lastName', 'Ihminen');
    await window.getByRole('button', { name: 'Lähetä kutsu' }).click();
    await window.getByText('Istunto on päättynyt. Kirjaudu uudelleen.').waitFor();
  };
  await fillIn();
  await signIn(window, email);
  await hasValue(window.locator('#email'), 'uusi@example.fi');
  await hasValue(window.locator('#lastName'), 'Ihminen');
  await shown(() => window.locator('input[value=editor]').isChecked()).toBe(true);
  await fillIn();
  await signIn(window, service.firstAdministrator);
  await window.locator('#firstName').waitFor();
  await hasValue(window.locator('#firstName'), '');
});

test('while a page loads, a spinner can be seen', async () => {
  const window = await signedIn(service, service.firstAdministrator);
  await window.route('**/api/data-requests', () => {});
  await link('Tietopyynnöt', window).click();
  await window.getByRole('heading', { name: 'Tietopyynnöt' }).waitFor();
  const drawn = await window
    .locator('main .loading [aria-hidden] > *')
    .first()
    .evaluate((part) => [part.clientHeight > 0, getComputedStyle(part).borderTopStyle]);
  expect(drawn).toEqual([true, 'solid']);
});

test('a form says what each kind of field expects, below that field', async () => {
  await page.goto('/forgot-password');
  await page.fill('#email', 'ei osoite');
  await page.getByRole('button', { name: 'Lähetä linkki' }).click();
  await hasText(page.locator('#email-fault'), 'Kirjoita osoite muodossa nimi@example.fi.');
  await page.goto('/people/invite');
  await page.getByRole('button', { name: 'Lähetä kutsu' }).click();
  await hasText(page.locator('#role-fault'), 'Valitse yksi vaihtoehto.');
});

test('what was checked of an import is not sent once the rows have changed', async () => {
  await page.goto('/imports/new');
  await page.getByLabel('Organisaatio', { exact: true }).selectOption(organizationId);
  const rows = page.locator('textarea');
  await rows.fill('email,firstName,lastName,role\na@example.fi,A,A,editor\n');
  await page.getByRole('button', { name: 'Tarkista rivit' }).click();
  await page.getByRole('button', { name: 'Lähetä 1 kutsu' }).waitFor();
  await rows.press('x');
  await page.getByRole('button', { name: 'Lähetä 1 kutsu' }).waitFor({ state: 'detached' });
});

test('publishing a privacy notice that everybody must acknowledge is confirmed', async () => {
  const versionNow = async () => (await administrator.privacyNotice({ query: {} })).version;
  const before = await versionNow();
  await page.goto('/privacy-versions');
  for (const language of ['fi', 'sv', 'en'])
    await page.fill(`[name="changeNote.${language}"]`, 'Testi');
  await page.locator('label').getByText('Jokaisen on luettava').click();
  await page.getByRole('button', { name: 'Julkaise' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/Kaikkien käyttäjien on luettava ja kuitattava/).waitFor();
  await dialog.getByRole('button', { name: 'Peruuta' }).click();
  expect(await versionNow()).toBe(before);
});

test('those who cannot sign in read whom to contact', async () => {
  const stranger = await service.openWindow('en');
  await stranger.goto('/sign-in');
  await stranger.locator('main').getByRole('link', { name: 'manual-support@example.fi' }).waitFor();
  await stranger.goto('/forgot-password');
  await stranger.fill('#email', 'nobody@example.fi');
  await stranger.getByRole('button', { name: 'Send link' }).click();
  await stranger.getByText('A deactivated account gets no link.').waitFor();
});

/**
 * Promise: a person whom a connected system sends here signs in and is back at that system, by GET
 * and by POST; errors are shown in each language, and signing out leads back too.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { escapeHtml } from '../../src/policy/escape-html.ts';
import type { Language } from '../../src/policy/languages.ts';
import { texts } from '../../src/portal/pages/openid/texts.ts';
import { faultsOf, overflowOf } from '../support/axe.ts';
import { languagesOf } from '../support/depth.ts';
import { type PortalService, password, startPortalService } from '../support/portal-service.ts';
import { hasCount, shown } from '../support/shown.ts';
import { callback, names, register, signedOut } from '../support/systems.ts';

let service: PortalService;
let administrator: Client;
let systemId: string;

beforeAll(async () => {
  service = await startPortalService();
  administrator = await service.administrator();
  ({ systemId } = await register(administrator, { pkceRequired: false }));
});
afterAll(() => service.stop());

/** A window in which the system's own pages answer. */
async function open(language: Language = 'fi'): Promise<Page> {
  const page = await service.openWindow(language);
  await page.route('https://manual.example.fi/**', (route) =>
    route.fulfill({ body: 'the manual' }),
  );
  return page;
}

const requestOf = (more: Record<string, string> = {}) =>
  new URLSearchParams({
    ...{ client_id: systemId, redirect_uri: callback, response_type: 'code' },
    ...{ scope: 'openid', state: 's 1', ...more },
  });

async function fillIn(page: Page): Promise<void> {
  await page.fill('#email', service.firstAdministrator);
  await page.fill('#password', password);
  await page.keyboard.press('Enter');
}

async function hasReturned(page: Page): Promise<URLSearchParams> {
  await page.waitForURL(`${callback}?**`);
  return new URL(page.url()).searchParams;
}

test.each(languagesOf(0))('signs a person in who comes from a system, in %s', async (language) => {
  const page = await open(language);
  await page.goto(`/authorize?${requestOf()}`);
  await page.getByText(texts[language].signIn(names[language])).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  expect(await overflowOf(page)).toBe(0);
  await fillIn(page);
  const answer = await hasReturned(page);
  expect(answer.get('state')).toBe('s 1');
  expect(answer.get('iss')).toBe(service.url);
  expect(answer.get('code')).toMatch(/^[\w-]{80,}$/);
});

test('a signed-in person passes without a question, and signs in again if the system asks', async () => {
  const page = await open();
  await page.goto('/sign-in');
  await fillIn(page);
  await page.waitForSelector('.who');
  await page.goto(`/authorize?${requestOf()}`);
  expect((await hasReturned(page)).get('code')).toBeTruthy();
  await page.goto(`/authorize?${requestOf({ prompt: 'none' })}`);
  expect((await hasReturned(page)).get('code')).toBeTruthy();
  await page.goto(`/authorize?${requestOf({ prompt: 'login', ui_locales: 'sv fi' })}`);
  await page.getByText(texts.sv.signInAgain(names.sv)).waitFor();
  await fillIn(page);
  expect((await hasReturned(page)).get('code')).toBeTruthy();
});

test('a form reaches the page without appearing in an address', async () => {
  const page = await open();
  const fields = [...requestOf({ login_hint: 'aino@espoo.fi', nonce: '"><script>x</script>' })];
  const inputs = fields
    .map(([name, value]) => `<input name="${name}" value="${escapeHtml(value)}">`)
    .join('');
  await page.route('https://other.example.fi/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<form method="post" action="${service.url}/authorize">${inputs}<button>Go</button></form>`,
    }),
  );
  await page.goto('https://other.example.fi/');
  await page.click('button');
  await page.getByText(texts.fi.signIn(names.fi)).waitFor();
  expect(page.url()).toBe(`${service.url}/authorize`);
  await shown(() => page.inputValue('#email')).toBe('aino@espoo.fi');
  await fillIn(page);
  expect((await hasReturned(page)).get('code')).toBeTruthy();
});

test('without a session, prompt=none returns an error instead of showing a page', async () => {
  const page = await open();
  await page.goto(`/authorize?${requestOf({ prompt: 'none' })}`);
  expect((await hasReturned(page)).get('error')).toBe('login_required');
});

test.each(languagesOf(1))(
  'an unknown system or address is explained and goes nowhere, in %s',
  async (language) => {
    const page = await open(language);
    const { problemTexts } = await import('../../src/portal/texts/problems.ts');
    for (const [parameters, code] of [
      [requestOf({ client_id: 'x' }), 'unknown_system'],
      [requestOf({ redirect_uri: 'https://evil.example' }), 'redirect_uri_unknown'],
    ] as const) {
      await page.goto(`/authorize?${parameters}`);
      await page.getByText(problemTexts[language][code]).waitFor();
      // Asking again cannot help.
      await hasCount(page.locator('main').getByRole('button'), 0);
      expect(new URL(page.url()).origin).toBe(service.url);
      expect(await faultsOf(page)).toEqual([]);
    }
  },
);

test('an invitation’s activation leads to the system that the person came from', async () => {
  const email = 'new@espoo.fi';
  const { organizationId } = await administrator.me();
  const person = { email, firstName: 'Aino', lastName: 'Aalto', role: 'editor' } as const;
  await administrator.createInvitation({ body: { ...person, organizationId, language: 'fi' } });
  const page = await open();
  await page.goto(`/authorize?${requestOf({ login_hint: email })}`);
  await page.waitForSelector('#email');
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(kept).not.toContain('espoo');
  const other = await page.context().newPage();
  await other.route('https://manual.example.fi/**', (route) => route.fulfill({ body: 'manual' }));
  await other.goto(await service.linkFor(email));
  await other.fill('#password', password);
  await other.check('#privacyNoticeRead-yes');
  await other.keyboard.press('Enter');
  expect((await hasReturned(other)).get('code')).toBeTruthy();
  expect(new URL(other.url()).searchParams.get('state')).toBe('s 1');
  await other.goto('/cookies');
  await shown(() => other.evaluate(() => localStorage.getItem('authorizing'))).toBeNull();
});

test('a new password leads back to the system, and without one the page explains itself', async () => {
  const page = await open();
  await page.goto(`/authorize?${requestOf()}`);
  await page.getByRole('link', { name: 'Unohditko salasanasi?' }).click();
  await page.fill('#email', 'new@espoo.fi');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.hds-notification--success');
  const other = await page.context().newPage();
  await other.route('https://manual.example.fi/**', (route) => route.fulfill({ body: 'manual' }));
  await other.goto(await service.linkFor('new@espoo.fi'));
  await other.fill('#password', 'eight grey herons sleep');
  await other.keyboard.press('Enter');
  await other.getByRole('link', { name: 'Kirjaudu uudella salasanalla' }).click();
  await other.getByText(texts.fi.signIn(names.fi)).waitFor();
  await other.fill('#email', 'new@espoo.fi');
  await other.fill('#password', 'eight grey herons sleep');
  await other.keyboard.press('Enter');
  expect((await hasReturned(other)).get('code')).toBeTruthy();
});

test('a new privacy notice leads on to the system once it is read', async () => {
  const page = await open();
  await page.goto('/sign-in');
  await fillIn(page);
  await page.waitForSelector('.who');
  const changeNote = { fi: 'Uusi', sv: 'Ny', en: 'New' };
  await administrator.publishPrivacyNotice({ body: { changeNote, acknowledge: true } });
  await page.goto(`/authorize?${requestOf()}`);
  await page.getByRole('button', { name: 'Olen lukenut selosteen' }).click();
  expect((await hasReturned(page)).get('code')).toBeTruthy();
});

test('signing out without proof asks first, and then leads back to the system', async () => {
  const page = await open();
  await page.goto('/sign-in');
  await fillIn(page);
  await page.waitForSelector('.who');
  const parameters = { client_id: systemId, post_logout_redirect_uri: signedOut, state: 'x' };
  await page.goto(`/end-session?${new URLSearchParams(parameters)}`);
  await page.getByText(texts.fi.signOutFrom(names.fi)).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.locator('main').getByRole('button', { name: 'Kirjaudu ulos' }).click();
  await page.waitForURL(`${signedOut}?state=x`);
});

test('without an address to return to, signing out ends at a page that leads to signing in', async () => {
  const page = await open();
  await page.goto('/end-session');
  await page.getByText(texts.fi.signedOut).waitFor();
  await page.getByRole('link', { name: texts.fi.signInHere }).click();
  await page.waitForSelector('#email');
});

/**
 * Promise: events name people and organizations, link to their pages and say what changed from what
 * to what; they are found by name; no page shows an id or a code, and none is empty.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { languages } from '../../src/policy/languages.ts';
import { eventTexts } from '../../src/portal/events/texts.ts';
import { texts } from '../../src/portal/pages/audit/texts.ts';
import { common } from '../../src/portal/texts/common.ts';
import { activeColleague, signedIn } from '../support/portal-people.ts';
import { type PortalService, startPortalService } from '../support/portal-service.ts';
import { hasAttribute, hasCount, hasText, shown } from '../support/shown.ts';

let service: PortalService;
let administrator: Client;
let organizationId: string;
let page: Page;

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-/;
const code = /[a-z]_[a-z]/;

beforeAll(async () => {
  service = await startPortalService();
  administrator = await service.administrator();
  const body = { name: 'Keravan työllisyyspalvelut', language: 'fi' } as const;
  ({ organizationId } = await administrator.createOrganization({ body }));
  page = await signedIn(service, service.firstAdministrator);
});
afterAll(() => service.stop());

const active = (firstName: string, role: 'primary_user' | 'editor' | 'expert') =>
  activeColleague(service, administrator, { firstName, role, organizationId });

const row = (text: string, window = page) => window.locator('main tbody tr', { hasText: text });

async function changeRole(userId: string, role: 'editor' | 'expert'): Promise<void> {
  const params = { userId };
  const { etag } = await administrator.readUser({ params });
  await administrator.changeRole({ params, body: { role }, ifMatch: etag });
}

test('a person is picked by name, by keyboard; changes are told before and after', async () => {
  const { userId } = await active('Kaino', 'editor');
  await changeRole(userId, 'expert');
  await page.goto('/audit');
  await page.getByLabel(texts.fi.subject).fill('kaino');
  const choice = page.getByRole('button', { name: /^Kaino Salo/ });
  await choice.focus();
  await page.keyboard.press('Enter');
  await page.getByText(texts.fi.chosen).waitFor();
  const changed = row('Rooli vaihdettiin');
  await hasText(changed, 'Rooli: sisällöntuottaja → työllisyyspalvelujen asiantuntija');
  await hasAttribute(changed.getByRole('link', { name: 'sinä' }), 'href', '/account');
  await hasText(row('Käyttäjätili otettiin käyttöön'), 'Kieli: suomi');
  await hasCount(row('Rooli vaihdettiin').getByText(eventTexts.fi.unfinished), 0);
  const about = changed.getByRole('link', { name: 'Kaino Salo' });
  await hasAttribute(about, 'href', `/people/${userId}`);
  expect(page.url()).not.toContain('kaino');
  await shown(() => page.locator('main').innerText()).not.toMatch(uuid);
  await about.click();
  await page.getByRole('heading', { name: 'Kaino Salo' }).waitFor();
  await page.goBack();
  await hasText(row('Rooli vaihdettiin'), 'Kaino Salo');
});

test('an organization is picked by name, by mouse, and everybody again afterwards', async () => {
  await page.goto('/audit');
  await page.getByLabel(texts.fi.subject).fill('kerava');
  await page.getByRole('button', { name: /^Keravan työllisyyspalvelut/ }).click();
  await hasAttribute(
    row('Organisaatio lisättiin').getByRole('link', { name: 'Keravan työllisyyspalvelut' }),
    'href',
    `/organizations/${organizationId}`,
  );
  await page.getByRole('button', { name: texts.fi.everyone }).click();
  await page.getByLabel(texts.fi.subject).waitFor();
  await page.getByLabel(texts.fi.subject).fill('ei ketään');
  await page.getByText(common.fi.foundNothing).waitFor();
});

test('an erased person has no name, and a primary user sees only their own people', async () => {
  const gone = await active('Poistuva', 'expert');
  const { email } = await active('Helka', 'primary_user');
  const params = { userId: gone.userId };
  const { etag } = await administrator.readUser({ params });
  await administrator.eraseUser({ params, body: { confirm: 'erase' }, ifMatch: etag });
  const window = await signedIn(service, email);
  await window.goto('/audit');
  const erased = row('Tiedot poistettiin', window);
  await hasText(erased, eventTexts.fi.who.erased);
  await hasText(erased, eventTexts.fi.who.administrator);
  await hasText(erased, eventTexts.fi.rules.erased);
  await window.goto(`/audit?subjectId=${gone.userId}`);
  await row('Tiedot poistettiin', window).first().waitFor();
  await window.getByText(`${texts.fi.chosen} ${eventTexts.fi.who.erased}.`).waitFor();
  await shown(() => window.locator('main').innerText()).not.toMatch(uuid);
});

test('Next leads on while there are events, and never to an empty page', async () => {
  const { userId } = await active('Toistuva', 'editor');
  for (let turn = 0; turn < 10; turn++) {
    await changeRole(userId, 'expert');
    await changeRole(userId, 'editor');
  }
  await page.goto(`/people/${userId}`);
  const next = page.getByRole('button', { name: common.fi.next });
  await hasCount(row('', page), 20);
  await next.click();
  await hasCount(row('', page), 2);
  await hasCount(next, 0);
});

test('no language has a code, an id or a command', async () => {
  for (const language of languages) {
    await page.goto('/audit');
    await page.locator(`header button[lang=${language}]`).click();
    await hasText(page.locator('main'), texts[language].chain);
    await hasCount(page.locator('main tbody').getByText('…'), 0);
    const shown = await page.locator('main').innerText();
    expect(shown).not.toMatch(uuid);
    expect(shown).not.toMatch(code);
    expect(shown).not.toContain('npm');
  }
});

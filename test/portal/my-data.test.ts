/**
 * Promise: My data shows in words everything that the service returns about the person, prints
 * without forms and menus, and downloads the same data as a file.
 */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { languages } from '../../src/policy/languages.ts';
import { texts } from '../../src/portal/pages/my-data/texts.ts';
import { activeColleague, signedIn } from '../support/portal-people.ts';
import { type PortalService, startPortalService } from '../support/portal-service.ts';
import { hasText, shown } from '../support/shown.ts';

let service: PortalService;
let own: Client;
let page: Page;

beforeAll(async () => {
  service = await startPortalService();
  const administrator = await service.administrator();
  const body = { name: 'Keravan työllisyyspalvelut', language: 'fi' } as const;
  const { organizationId } = await administrator.createOrganization({ body });
  const given = { firstName: 'Kaino', role: 'editor', organizationId } as const;
  const { email, client, userId } = await activeColleague(service, administrator, given);
  own = client;
  const { requestId } = await own.fileDataRequest({
    body: { kind: 'access', note: 'Kaikki lokit' },
  });
  const answer = { outcome: 'done', answer: 'Liitteenä' } as const;
  await administrator.answerDataRequest({ params: { userId, requestId }, body: answer });
  page = await signedIn(service, email);
});
afterAll(() => service.stop());

test('every part is shown in words, in every language', async () => {
  for (const language of languages) {
    await page.goto('/me');
    await page.locator(`header button[lang=${language}]`).click();
    const main = page.locator('main');
    await hasText(main, texts[language].byWhom.somebody_else);
    for (const shown of ['Kaino Salo', 'kaino@example.fi', 'Keravan työllisyyspalvelut'])
      await hasText(main, shown);
    await hasText(main, 'Kaikki lokit');
    await hasText(main, 'Liitteenä');
    const text = await main.innerText();
    expect(text).not.toMatch(/[a-z]_[a-z]|[0-9a-f]{8}-[0-9a-f]{4}-/);
    for (const part of ['profile', 'dates', 'notice', 'secondFactor', 'events'] as const)
      expect(text).toContain(texts[language][part]);
  }
});

test('on paper there are the data, and neither menus, buttons nor forms', async () => {
  await page.goto('/me');
  await page.locator('header button[lang=fi]').click();
  await page.getByRole('heading', { name: texts.fi.profile }).waitFor();
  await page.emulateMedia({ media: 'print' });
  await page.locator('main').getByText('Kaino Salo').waitFor();
  for (const hidden of ['header', '.side', '.footer', 'form', '.buttons'])
    await shown(() => page.locator(hidden).first().isVisible()).toBe(false);
  await page.emulateMedia({ media: 'screen' });
});

test('the button prints, by keyboard', async () => {
  await page.goto('/me');
  await page.locator('header button[lang=fi]').click();
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', 'yes');
  });
  await page.getByRole('button', { name: texts.fi.print, exact: true }).press('Enter');
  await page.locator('body[data-printed=yes]').waitFor();
});

test('the file holds the data that the service returns', async () => {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: texts.fi.file }).click(),
  ]);
  const { profile, requests } = JSON.parse(readFileSync(await file.path(), 'utf8'));
  const data = await own.myData();
  expect({ profile, requests }).toEqual({ profile: data.profile, requests: data.requests });
});

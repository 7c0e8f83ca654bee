/**
 * Promise: an organization's page says who and how many are in it and how people are added; similar
 * names are told apart; transfers are seen from both sides; the template of an import is accepted.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { readHeader } from '../../src/imports/columns.ts';
import { languages } from '../../src/policy/languages.ts';
import { labelsOf, type Organization } from '../../src/portal/organizations.ts';
import { templateOf } from '../../src/portal/pages/imports/template.ts';
import { texts as imports } from '../../src/portal/pages/imports/texts.ts';
import { texts as transfers } from '../../src/portal/pages/offers.texts.ts';
import { texts } from '../../src/portal/pages/organizations/texts.ts';
import { common } from '../../src/portal/texts/common.ts';
import { activeColleague, signedIn } from '../support/portal-people.ts';
import { type PortalService, startPortalService } from '../support/portal-service.ts';
import { hasAttribute, hasCount, hasText } from '../support/shown.ts';

let service: PortalService;
let administrator: Client;
let organizationId: string;
let page: Page;

beforeAll(async () => {
  service = await startPortalService();
  administrator = await service.administrator();
  organizationId = await added('Keravan työllisyyspalvelut');
  page = await signedIn(service, service.firstAdministrator);
});
afterAll(() => service.stop());

async function added(name: string): Promise<string> {
  return (await administrator.createOrganization({ body: { name, language: 'fi' } }))
    .organizationId;
}

const active = (firstName: string, role: 'primary_user' | 'expert', home = organizationId) =>
  activeColleague(service, administrator, { firstName, role, organizationId: home });

const fact = (name: string) =>
  page.locator('.facts > div', { has: page.getByText(name, { exact: true }) }).locator('dd');

test('the page counts people, names primary users and leads to the filtered list', async () => {
  await page.goto(`/organizations/${organizationId}`);
  await hasText(fact(texts.fi.primaryUsers), texts.fi.noPrimaryUsers);
  const { userId } = await active('Helka', 'primary_user');
  await active('Eero', 'expert');
  await page.reload();
  await hasText(fact(texts.fi.active), '2');
  await hasText(fact(texts.fi.invited), '0');
  await hasAttribute(page.getByRole('link', { name: 'Helka Salo' }), 'href', `/people/${userId}`);
  const list = page.getByRole('link', { name: texts.fi.showPeople });
  await hasAttribute(list, 'href', `/people?organization=${organizationId}`);
  await page.getByRole('link', { name: texts.fi.rolesLink }).click();
  await page.getByRole('heading', { name: 'Roolit ja oikeudet' }).waitFor();
});

test('the rules are sentences, which follow a change', async () => {
  await page.goto(`/organizations/${organizationId}`);
  const sentences = page.locator('.sentences');
  await hasText(sentences, texts.fi.rule.approvals.none);
  await hasText(sentences, texts.fi.rule.noProposals);
  await page.getByText(texts.fi.changeRules).click();
  await page.getByText(texts.fi.proposals, { exact: true }).click();
  await page.getByText(texts.fi.approvals.second_person).click();
  await page.locator('.details').getByRole('button', { name: common.fi.save }).click();
  await hasText(sentences, texts.fi.rule.approvals.second_person);
  await hasText(sentences, texts.fi.rule.proposals);
});

test('a closed organization and its successor of the same name are told apart', async () => {
  const former = await added('Vantaa');
  const params = { organizationId: former };
  const { etag } = await administrator.readOrganization({ params });
  await administrator.closeOrganization({ params, body: {}, ifMatch: etag });
  await added('VANTAA');
  await page.goto('/organizations');
  await page.getByRole('link', { name: /^Vantaa \(suljettu, lisätty / }).waitFor();
  await page.getByRole('link', { name: /^VANTAA \(lisätty / }).waitFor();
});

test('names that look alike get the day, and on one day the beginning of the id', () => {
  const one = (name: string, id: string, createdAt = '2026-02-01T10:00:00Z'): Organization => {
    return { organizationId: `${id}0000000-0`, name, language: 'fi', createdAt, etag: '"1"' };
  };
  const all = [
    one('Espoo', 'a'),
    one('ESPOO ', 'b', '2026-03-01T10:00:00Z'),
    one('Turku-Åbo', 'c'),
    one('Turku Åbo', 'd'),
    one('Vaasa', 'e'),
  ];
  expect(all.map(labelsOf(all, 'en'))).toEqual([
    'Espoo (added 01/02/2026)',
    'ESPOO  (added 01/03/2026)',
    'Turku-Åbo (added 01/02/2026, c0000000)',
    'Turku Åbo (added 01/02/2026, d0000000)',
    'Vaasa',
  ]);
});

test('an offer is seen by the giving organization, which withdraws it', async () => {
  const receiver = await added('Tuusula');
  const giving = await active('Antti', 'primary_user');
  const receiving = await active('Riitta', 'primary_user', receiver);
  const { userId } = await active('Martti', 'expert');
  const { etag } = await administrator.readUser({ params: { userId } });
  const body = { organizationId: receiver };
  await giving.client.offerUser({ params: { userId }, body, ifMatch: etag });

  const window = await signedIn(service, giving.email);
  await window.goto('/offers');
  const row = window.locator('main tbody tr', { hasText: 'Martti Salo' });
  await hasText(row, 'Tuusula');
  await hasCount(row, 1);
  await row.getByRole('button', { name: `${transfers.fi.withdraw}: Martti Salo` }).press('Enter');
  await window.getByText(transfers.fi.withdrawn).waitFor();
  await hasCount(row, 0);
  const none = await receiving.client.listOffers({});
  expect(none.items).toEqual([]);
});

test.each(languages)('in %s, the template names columns that an import knows', async (language) => {
  const [header = ''] = templateOf(language).replace('\uFEFF', '').split('\r\n');
  const { columns, ignored } = readHeader(header.split(';'));
  expect(columns).toEqual(['email', 'firstName', 'lastName', 'role', 'language']);
  expect(ignored).toEqual([]);
  await page.goto('/imports/new');
  await page.locator(`header button[lang=${language}]`).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: imports[language].template }).click(),
  ]);
  expect(file.suggestedFilename()).toBe(imports[language].templateName);
});

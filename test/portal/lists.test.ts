/**
 * Promise: lists keep filter, sort and page in the address, and never a name; Back and the way back
 * from a person restore them; no page is empty; many rows are changed in one dialog that reports each.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { faultsOf, overflowsOf } from '../support/axe.ts';
import { portalPeople } from '../support/portal-people.ts';
import { type PortalService, startPortalService } from '../support/portal-service.ts';
import { hasAttribute, hasCount, hasValue, shown } from '../support/shown.ts';

let service: PortalService;
let administrator: Client;
let organizationId: string;
let page: Page;
let people: ReturnType<typeof portalPeople>;

beforeAll(async () => {
  service = await startPortalService({ PERSON_REQUESTS_PER_MINUTE: '1000000' });
  administrator = await service.administrator();
  ({ organizationId } = await administrator.me());
  people = portalPeople({ service, administrator, organizationId });
  const lines = Array.from({ length: 60 }, (_, row) => `p${row}@example.fi,Pilvi,P${row},editor`);
  const csv = ['email,firstName,lastName,role', ...lines].join('\n');
  await administrator.startImport({ body: { organizationId, csv } });
  await service.host.idle();
  page = await people.signedIn(service.firstAdministrator);
}, 120_000);
afterAll(() => service.stop());

const names = (on = page) => on.locator('main tbody td:nth-child(2) a').allInnerTexts();

async function settled(on = page): Promise<void> {
  await on.locator('main tbody tr').first().waitFor();
  await on.waitForFunction(() => !document.querySelector('main [aria-busy=true], main .loading'));
}

async function tick(...who: string[]): Promise<void> {
  for (const name of who) await page.getByLabel(`Valitse ${name}`, { exact: true }).check();
}

const dialog = () => page.getByRole('dialog');

test('filter, sort, page and search are there again after looking at a person', async () => {
  await page.goto('/people');
  await page.getByLabel('Rooli').selectOption('editor');
  await page.getByRole('button', { name: 'Nimi' }).click();
  await page.getByLabel('Hae nimellä tai osoitteella').fill('pilvi');
  await page.waitForURL(/search=/);
  await page.getByText('Henkilöitä: 60').waitFor();
  await page.getByRole('button', { name: 'Seuraavat' }).click();
  await page.getByText('Sivu 2/3').waitFor();
  await settled();
  const before = await names();
  const address = page.url();
  expect(address).toMatch(/role=editor/);
  expect(address).toMatch(/order=descending/);
  expect(address).toMatch(/page=2/);
  expect(decodeURIComponent(address)).not.toMatch(/pilvi|example\.fi/i);
  const way = async (back: () => Promise<unknown>) => {
    await page.getByRole('link', { name: before[0] ?? '' }).click();
    await page.getByRole('button', { name: 'Toiminnot' }).waitFor();
    await back();
    await page.getByText('Sivu 2/3').waitFor();
    await settled();
    expect(await names()).toEqual(before);
    await hasValue(page.getByLabel('Hae nimellä tai osoitteella'), 'pilvi');
    expect(page.url()).toBe(address);
  };
  await way(() => page.goBack());
  await way(() => page.getByRole('link', { name: 'Takaisin henkilöihin' }).click());
});

test('an address opened elsewhere shows the same list, whatever somebody wrote into it', async () => {
  const other = await people.signedIn(service.firstAdministrator);
  await other.goto('/people?role=editor&status=invited&sort=name&order=descending&page=3');
  await other.getByText('Sivu 3/3').waitFor();
  await settled(other);
  expect((await names(other)).at(-1)).toBe('Pilvi P0');
  await hasValue(other.getByLabel('Tila'), 'invited');
  await other.goto('/people?role=king&status=x&sort=height&organization=1&unused=1&page=999999999');
  await other.getByText('Sivu 3/3').waitFor();
  await settled(other);
  expect((await names(other)).length).toBeGreaterThan(0);
  expect(other.url()).toMatch(/page=3$/);
  await other.close();
});

test('back undoes one change of the list after another', async () => {
  await page.goto('/people');
  await page.getByText('Sivu 1/3').waitFor();
  await page.getByLabel('Rooli').selectOption('admin');
  await page.getByText('Henkilöitä: 1', { exact: true }).waitFor();
  await page.goBack();
  await page.getByText('Sivu 1/3').waitFor();
  await hasValue(page.getByLabel('Rooli'), '');
});

test.each([
  ['/people', 3],
  ['/invitations', 3],
  ['/upcoming?days=180', 3],
])('%s: the last page has rows and no next page', async (path, pages) => {
  await page.goto(path);
  for (let number = 2; number <= pages; number++) {
    await page.getByRole('button', { name: 'Seuraavat' }).click();
    await page.getByText(`Sivu ${number}/${pages}`).waitFor();
    await settled();
    await shown(() => page.locator('main tbody tr').count()).toBeGreaterThan(0);
  }
  await hasCount(page.getByRole('button', { name: 'Seuraavat' }), 0);
});

test('people are sorted by name, address, role, last use and next date', async () => {
  await page.goto('/people');
  for (const [button, key] of [
    ['Osoite', 'email'],
    ['Rooli', 'role'],
    ['Viimeksi käytetty', 'lastActivityAt'],
    ['Seuraava päivä', 'deactivateAt'],
  ] as const) {
    await settled();
    await page.locator('th').getByRole('button', { name: button }).click();
    await page.waitForURL((address) => address.searchParams.get('sort') === key);
    await hasAttribute(page.locator('th', { hasText: button }), 'aria-sort', 'ascending');
  }
  await page.locator('th').getByRole('button', { name: 'Osoite' }).click();
  await page.locator('th').getByRole('button', { name: 'Osoite' }).click();
  await page.waitForURL((address) => address.searchParams.get('order') === 'descending');
  await settled();
  const shownAddresses = await page.locator('td.title .beside').allInnerTexts();
  expect(shownAddresses).toEqual([...shownAddresses].sort().reverse());
});

test('people are filtered by last use, lapse and second factor', async () => {
  await people.active('Aku', 'Aktiivinen', 'editor');
  await page.goto('/people');
  await page.getByText('Lisää suodattimia').click();
  await page.getByLabel('Kaksivaiheinen tunnistautuminen').selectOption('without');
  await page.getByText('Henkilöitä: 2', { exact: true }).waitFor();
  await page.getByLabel('Käyttämättömyys').selectOption('30');
  await page.getByText('Hakuehdoilla ei löytynyt ketään.').waitFor();
  await page.getByLabel('Käyttämättömyys').selectOption('');
  await page.getByLabel('Poistuminen käytöstä').selectOption('90');
  await page.getByText('Hakuehdoilla ei löytynyt ketään.').waitFor();
  await page.getByRole('button', { name: 'Tyhjennä suodattimet' }).click();
  await page.getByText('Sivu 1/3').waitFor();
  expect(page.url()).toMatch(/\/people$/);
});

test('selected invitations are resent in one dialog, which lists them and says how many', async () => {
  await page.goto('/people?status=invited');
  await settled();
  await tick('Pilvi P0', 'Pilvi P1');
  await page.getByText('Valittu 2').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  expect(await overflowsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Lähetä kutsu uudelleen' }).click();
  await dialog().getByText('Kohteena 2 henkilöä').waitFor();
  await shown(() => dialog().locator('.names li').allInnerTexts()).toEqual([
    'Pilvi P0',
    'Pilvi P1',
  ]);
  expect(await faultsOf(page)).toEqual([]);
  expect(await overflowsOf(page)).toEqual([]);
  await dialog().getByRole('button', { name: 'Lähetä kutsu uudelleen' }).click();
  await dialog().getByText('Onnistui: 2').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await dialog().getByRole('button', { name: 'Sulje' }).click();
  await hasCount(page.locator('td.select input:checked'), 0);
});

test('the result names everyone for whom it was refused, and why; the others are changed', async () => {
  const one = await people.active('Eka', 'Erotettava', 'editor');
  const two = await people.active('Toka', 'Erotettava', 'editor');
  await people.invited('Kolmas', 'Erotettava', 'editor');
  await page.goto('/people');
  await page.getByLabel('Hae nimellä tai osoitteella').fill('erotettava');
  await page.getByText('Henkilöitä: 3', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Valitse kaikki 3 riviä' }).click();
  const { etag } = await administrator.readUser({ params: two });
  const body = { firstName: 'Toinen' };
  await administrator.changeUser({ params: two, body, ifMatch: etag });
  await page.getByRole('button', { name: 'Poista käytöstä' }).click();
  await dialog().getByText('Ei koske 1 valittua henkilöä').waitFor();
  await dialog().getByRole('button', { name: 'Poista käytöstä' }).click();
  await dialog().getByText('Onnistui: 1').waitFor();
  await dialog().getByText('Ei onnistunut: 1').waitFor();
  await shown(() => dialog().locator('li').allInnerTexts()).toEqual([
    expect.stringMatching(/^Toka Erotettava: .+/),
  ]);
  const status = async (of: { userId: string }) =>
    (await administrator.readUser({ params: of })).status;
  expect([await status(one), await status(two)]).toEqual(['deactivated', 'active']);
  await dialog().getByRole('button', { name: 'Sulje' }).click();
  await page.getByRole('link', { name: 'Toinen Erotettava' }).waitFor();
});

test('many people get another role by keyboard alone', async () => {
  await page.goto('/people');
  await settled();
  for (const name of ['Pilvi P2', 'Pilvi P3']) {
    await page.getByLabel(`Valitse ${name}`, { exact: true }).focus();
    await page.keyboard.press('Space');
  }
  await page.getByRole('button', { name: 'Vaihda rooli' }).focus();
  await page.keyboard.press('Enter');
  await dialog().getByLabel('Rooli').focus();
  await page.keyboard.type('t');
  await dialog().getByLabel('Rooli').selectOption('expert');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await dialog().getByText('Onnistui: 2').waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
  const body = { role: 'expert' } as const;
  expect((await administrator.searchUsers({ body })).total).toBe(2);
});

test('rows that are about to be replaced cannot be selected, so that no selection is lost', async () => {
  for (const [path, search, sort] of [
    ['/people', '**/api/users/search', 'Rooli'],
    ['/invitations', '**/api/invitations/search', 'Nimi'],
  ] as const) {
    await page.goto(path);
    await settled();
    const all = page.getByRole('button', { name: 'Valitse kaikki 25 riviä' });
    const ticks = page.locator('td.select input');
    const { promise: held, resolve: answer } = Promise.withResolvers<void>();
    await page.route(search, async (route) => {
      await held;
      await route.continue();
    });
    await page.locator('th').getByRole('button', { name: sort }).click();
    await hasAttribute(all, 'aria-disabled', 'true');
    expect([await ticks.count(), await page.locator('td.select input:enabled').count()]).toEqual([
      25, 0,
    ]);
    await all.click({ force: true });
    answer();
    await settled();
    await hasCount(page.locator('td.select input:checked'), 0);
    await all.click();
    await hasCount(page.locator('td.select input:checked'), 25);
    await page.unroute(search);
  }
});

test('what the service slows down is waited for, and everything succeeds', async () => {
  let refusals = 0;
  await page.route('**/resend', async (route) => {
    if (refusals++ > 1) return route.continue();
    const problem = { type: 'about:blank', title: 'x', status: 429, code: 'too_many_requests' };
    return route.fulfill({
      status: 429,
      headers: { 'content-type': 'application/problem+json', 'retry-after': '1' },
      body: JSON.stringify(problem),
    });
  });
  await page.goto('/invitations?sort=name&order=ascending');
  await settled();
  await page.getByRole('button', { name: 'Valitse kaikki 25 riviä' }).click();
  await page.getByRole('button', { name: 'Lähetä kutsu uudelleen' }).click();
  await dialog().getByRole('button', { name: 'Lähetä kutsu uudelleen' }).click();
  await dialog().getByText('Onnistui: 25').waitFor({ timeout: 60_000 });
  expect(refusals).toBe(27);
  await page.unroute('**/resend');
});

test('the list is saved as a file that a spreadsheet opens, as it is filtered', async () => {
  await page.goto('/people?role=admin');
  await settled();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Lataa CSV-tiedostona' }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const [titles, first, ...others] = text.trim().split('\r\n');
  expect(titles).toMatch(/^\uFEFF?Sukunimi;Etunimi;Sähköpostiosoite;Rooli;/);
  expect(first).toMatch(/;ylläpitäjä;Helsingin kaupunki;Käytössä;[^;]+;suomi;\d{4}-\d\d-\d\d;/);
  expect(others).toEqual([]);
  expect(download.suggestedFilename()).toBe('henkilot.csv');
});

test('the columns fit a small desktop, and on a phone cards can be filtered, sorted and selected', async () => {
  const email = `${'pitka'.repeat(8)}.nimi@${'tyollisyyspalvelut'.repeat(2)}.example.fi`;
  const long = { firstName: 'Maria-Magdalena', lastName: 'Virtanen-Korhonen-Mäkeläinen' };
  const body = { ...long, email, role: 'expert', organizationId } as const;
  await administrator.createInvitation({ body });
  for (const path of ['/people?order=descending', '/invitations', '/upcoming?days=180']) {
    await page.goto(path);
    await settled();
    const tooWide = await page
      .locator('.hds-table-container')
      .evaluateAll((tables) => tables.map((table) => table.scrollWidth - table.clientWidth));
    expect(tooWide).toEqual([0]);
  }
  const phone = await people.signedIn(service.firstAdministrator, 390);
  await phone.goto('/people');
  await settled(phone);
  expect(await faultsOf(phone)).toEqual([]);
  await hasCount(phone.getByLabel('Rooli'), 0);
  await phone.getByRole('button', { name: 'Suodattimet', exact: true }).click();
  await phone.getByLabel('Rooli').selectOption('expert');
  await phone.waitForURL(/role=expert/);
  expect(await faultsOf(phone)).toEqual([]);
  expect(await overflowsOf(phone)).toEqual([]);
  await phone.getByRole('button', { name: 'Suodattimet (1)' }).click();
  await hasCount(phone.getByLabel('Rooli'), 0);
  await phone.getByRole('button', { name: 'Tyhjennä suodattimet' }).click();
  await phone.getByLabel('Järjestys').selectOption('-name');
  await phone.waitForURL(/order=descending/);
  await phone.locator('td.select input').first().check();
  await phone.getByText('Valittu 1').waitFor();
  await phone.close();
});

test('a list in parts leads to the next part and back, and a filter begins with the first', async () => {
  const on = await people.signedIn(service.firstAdministrator);
  const asked: (string | undefined)[] = [];
  await on.route('**/api/users/search', async (route) => {
    const { cursor, ...body } = route.request().postDataJSON();
    asked.push(cursor);
    const response = await route.fetch({ postData: JSON.stringify(body) });
    const json = { ...(await response.json()), ...(cursor ? {} : { beyond: 'cGFydA' }) };
    await route.fulfill({ response, json });
  });
  await on.goto('/people');
  await on.getByText('luetellaan osissa').waitFor();
  expect(await faultsOf(on)).toEqual([]);
  await on.getByRole('button', { name: 'Seuraavat' }).click();
  await on.getByText('Sivu 2/3').waitFor();
  await on.getByRole('button', { name: 'Seuraava osa' }).click();
  await on.getByText('Sivu 1/3').waitFor();
  await settled(on);
  expect(asked.at(-1)).toBe('cGFydA');
  expect(on.url()).toMatch(/part=cGFydA$/);
  await hasCount(on.getByRole('button', { name: 'Seuraava osa' }), 0);
  await on.getByRole('button', { name: 'Seuraavat' }).click();
  await on.getByText('Sivu 2/3').waitFor();
  expect(asked.at(-1)).toBe('cGFydA');
  await on.getByRole('button', { name: 'Ensimmäinen osa' }).click();
  await on.getByRole('button', { name: 'Seuraava osa' }).click();
  await on.waitForURL(/part=cGFydA$/);
  await on.getByLabel('Rooli').selectOption('editor');
  await on.waitForURL(/role=editor$/);
  await settled(on);
  expect(asked.at(-1)).toBeUndefined();
});

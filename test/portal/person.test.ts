/**
 * Promise: a person's page shows who they are, why they have their status and what happens next; one
 * menu has every action, each is asked about by name, and concurrent changes are shown.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { common } from '../../src/portal/texts/common.ts';
import { faultsOf, overflowsOf } from '../support/axe.ts';
import { portalPeople } from '../support/portal-people.ts';
import { type PortalService, password, startPortalService } from '../support/portal-service.ts';
import { hasFocus, shown } from '../support/shown.ts';

let service: PortalService;
let administrator: Client;
let organizationId: string;
let page: Page;
let people: ReturnType<typeof portalPeople>;

beforeAll(async () => {
  service = await startPortalService();
  administrator = await service.administrator();
  ({ organizationId } = await administrator.me());
  people = portalPeople({ service, administrator, organizationId });
  page = await people.signedIn(service.firstAdministrator);
});
afterAll(() => service.stop());

/** Chooses from the menu of the person's page. */
async function choose(label: string, on = page): Promise<void> {
  await on.getByRole('button', { name: 'Toiminnot' }).click();
  await on.locator('.action-menu').getByRole('button', { name: label, exact: true }).click();
}

const dialog = () => page.getByRole('dialog');

test('the page says who, why, and what happens next, with one primary button', async () => {
  const { userId } = await people.active('Kerttu', 'Kertova', 'editor');
  await page.goto(`/people/${userId}`);
  await page.getByRole('heading', { name: 'Kerttu Kertova' }).waitFor();
  await page.getByText('Tiliä on käytetty äskettäin.').waitFor();
  const { deactivateAt = '' } = await administrator.readUser({ params: { userId } });
  const steps = await page
    .locator('.next li time')
    .evaluateAll((times) => times.map((time) => time.getAttribute('datetime')));
  expect(steps).toContain(deactivateAt);
  await shown(() => page.locator('main .hds-button--primary').count()).toBe(1);
});

test('the menu works by keyboard: arrows move, Escape closes and returns the focus', async () => {
  const { userId } = await people.active('Nipa', 'Näppäin', 'editor');
  await page.goto(`/people/${userId}`);
  const button = page.getByRole('button', { name: 'Toiminnot' });
  await button.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
  await shown(focused).toBe('Lähetä linkki uutta salasanaa varten');
  await page.keyboard.press('Escape');
  await shown(() => button.getAttribute('aria-expanded')).toBe('false');
  await shown(focused).toContain('Toiminnot');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await dialog().getByRole('button', { name: 'Lähetä linkki uutta salasanaa varten' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
});

test('a link for a new password is sent after a question that names the person', async () => {
  const { userId, email } = await people.active('Saara', 'Sana', 'editor');
  await page.goto(`/people/${userId}`);
  await choose('Lähetä linkki uutta salasanaa varten');
  await dialog().getByText('Lähetetäänkö henkilölle Saara Sana linkki').waitFor();
  await dialog().getByText(email).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  expect(await overflowsOf(page)).toEqual([]);
  await dialog().getByRole('button').first().click();
  await page.getByText('Linkki on lähetetty.').waitFor();
  expect(await service.linkFor(email)).toContain('/reset#');
});

test('an invitation is resent, reminded of and revoked from the page of the person', async () => {
  const { userId, email } = await people.invited('Kutri', 'Kutsuttu', 'editor');
  const first = await service.linkFor(email);
  await page.goto(`/people/${userId}`);
  await choose('Lähetä kutsu uudelleen');
  await dialog().getByRole('button', { name: 'Lähetä kutsu uudelleen' }).click();
  await page.getByText('Kutsu on lähetetty uudelleen.').waitFor();
  const second = await service.linkFor(email);
  expect(second).not.toBe(first);
  await choose('Lähetä muistutus');
  await dialog().getByRole('button', { name: 'Lähetä muistutus' }).click();
  await page.getByText('Muistutus on lähetetty.').waitFor();
  expect(await service.linkFor(email)).not.toBe(second);
  await choose('Peru kutsu');
  await dialog().getByText('Perutaanko henkilön Kutri Kutsuttu kutsu?').waitFor();
  await dialog().getByRole('button', { name: 'Peru kutsu' }).click();
  await page.getByText('Henkilön tiedot on poistettu.').waitFor();
});

test('details are edited in place, and cancelling changes nothing', async () => {
  const { userId } = await people.active('Mikko', 'Muuttuva', 'editor');
  await page.goto(`/people/${userId}`);
  await choose('Muuta tietoja');
  await page.getByLabel('Etunimi').fill('Mika');
  await page.getByRole('button', { name: 'Peruuta' }).click();
  await page.getByRole('button', { name: 'Muuta tietoja' }).click();
  await page.getByLabel('Etunimi').fill('Miikka');
  await page.getByRole('button', { name: 'Tallenna', exact: true }).click();
  await page.getByRole('heading', { name: 'Miikka Muuttuva' }).waitFor();
  await page.getByLabel('Etunimi').waitFor({ state: 'detached' });
});

test('making somebody an administrator is asked twice', async () => {
  const { userId } = await people.active('Yrjö', 'Ylenee', 'editor');
  await page.goto(`/people/${userId}`);
  await choose('Vaihda rooli');
  await dialog().getByLabel('Rooli').selectOption('admin');
  await dialog().getByRole('button', { name: 'Vaihda rooli' }).click();
  await dialog().getByText('Tehdäänkö henkilöstä Yrjö Ylenee ylläpitäjä?').waitFor();
  await dialog().getByRole('button', { name: 'Peruuta' }).click();
  expect((await administrator.readUser({ params: { userId } })).role).toBe('editor');
  await choose('Vaihda rooli');
  await dialog().getByLabel('Rooli').selectOption('admin');
  await dialog().getByRole('button', { name: 'Vaihda rooli' }).click();
  await dialog().getByRole('button', { name: 'Tee ylläpitäjäksi' }).click();
  await page.getByText('Rooli on vaihdettu').waitFor();
  expect((await administrator.readUser({ params: { userId } })).role).toBe('admin');
});

test('moving a person is asked about by name, and cancelling moves nobody', async () => {
  const body = { name: 'Sipoo', language: 'sv' } as const;
  const { organizationId: other } = await administrator.createOrganization({ body });
  const { userId } = await people.active('Maija', 'Muuttaa', 'expert');
  const homeNow = async () => (await administrator.readUser({ params: { userId } })).organizationId;
  await page.goto(`/people/${userId}`);
  await choose('Siirrä toiseen organisaatioon');
  await dialog().getByText('Siirretäänkö Maija Muuttaa toiseen organisaatioon?').waitFor();
  await dialog().getByLabel('Organisaatio').selectOption(other);
  await dialog().getByRole('button', { name: 'Peruuta' }).click();
  expect(await homeNow()).toBe(organizationId);
  await choose('Siirrä toiseen organisaatioon');
  await dialog().getByLabel('Organisaatio').selectOption(other);
  await dialog().getByRole('button', { name: 'Siirrä', exact: true }).click();
  await page.getByText('Henkilö on siirretty.').waitFor();
  expect(await homeNow()).toBe(other);
});

test('a form that the end of a session interrupted is open again after signing in', async () => {
  const { userId } = await people.active('Ilmari', 'Istunto', 'primary_user');
  const { userId: otherId } = await people.active('Outi', 'Odottaa', 'editor');
  const window = await people.signedIn('ilmari.istunto@example.fi');
  await window.goto(`/people/${otherId}`);
  await choose('Muuta tietoja', window);
  await window.getByLabel('Etunimi').fill('Orvokki');
  await administrator.endUserSessions({ params: { userId } });
  // The page may notice by itself, before the click.
  await Promise.any([
    window.getByRole('button', { name: 'Tallenna', exact: true }).click(),
    window.locator('#email').waitFor(),
  ]);
  await window.fill('#email', 'ilmari.istunto@example.fi');
  await window.fill('#password', password);
  await window.keyboard.press('Enter');
  await window.getByRole('heading', { name: 'Outi Odottaa' }).waitFor();
  await shown(() => window.getByLabel('Etunimi').inputValue()).toBe('Orvokki');
});

test('a person offered to another organization is accepted there', async () => {
  const { organizationId: other } = await administrator.createOrganization({
    body: { name: 'Naapurila', language: 'fi' },
  });
  const { userId } = await people.active('Sanna', 'Siirto', 'editor');
  const giver = await people.active('Anna', 'Antaja', 'primary_user');
  const taker = await people.active('Outi', 'Ottaja', 'primary_user', other);
  const giving = await people.signedIn(giver.email);
  await giving.goto(`/people/${userId}`);
  await choose('Ehdota siirtoa toiseen organisaatioon', giving);
  await giving.locator('#offer-organizationId').selectOption(other);
  await giving.getByRole('button', { name: 'Ehdota siirtoa', exact: true }).click();
  await giving.getByText('Siirtoa on ehdotettu').waitFor();
  const taking = await people.signedIn(taker.email);
  await taking.goto('/offers');
  await taking.getByRole('button', { name: /Hyväksy: Sanna/ }).click();
  await taking.getByText('Henkilö on siirtynyt organisaatioonne.').waitFor();
  expect((await administrator.readUser({ params: { userId } })).organizationId).toBe(other);
});

test('a concurrent change is shown when changing a role, and the user can continue', async () => {
  const { userId } = await people.active('Riku', 'Rooli', 'expert');
  await page.goto(`/people/${userId}`);
  await choose('Vaihda rooli');
  await page.locator('#role-role').selectOption('editor');
  const { etag } = await administrator.readUser({ params: { userId } });
  const body = { firstName: 'Riikka' };
  await administrator.changeUser({ params: { userId }, body, ifMatch: etag });
  await dialog().getByRole('button', { name: 'Vaihda rooli' }).click();
  await page
    .getByText(/sillä välin/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Tallenna omat muutokset' }).click();
  await page.getByText('Rooli on vaihdettu').waitFor();
  expect((await administrator.readUser({ params: { userId } })).role).toBe('editor');
});

test('a person changed meanwhile can still be erased, and the page confirms it', async () => {
  const { userId } = await people.active('Pena', 'Poistuva', 'expert');
  await page.goto(`/people/${userId}`);
  await choose('Poista tiedot pysyvästi');
  const { etag } = await administrator.readUser({ params: { userId } });
  const body = { firstName: 'Pentti' };
  await administrator.changeUser({ params: { userId }, body, ifMatch: etag });
  await erase();
  await page.getByText(/Joku muu muutti tietoja sillä välin/).waitFor();
  await page.getByRole('heading', { name: 'Pentti Poistuva' }).waitFor();
  await choose('Poista tiedot pysyvästi');
  await erase();
  await page.getByText('Henkilön tiedot on poistettu.').waitFor();
  await hasFocus(page, '.done');
  await expect(administrator.readUser({ params: { userId } })).rejects.toMatchObject({
    status: 404,
  });
});

test('a last day in the past is asked about, says what will happen, and then ends the use', async () => {
  const { userId } = await people.active('Lasse', 'Poissa', 'expert');
  const statusNow = async () => (await administrator.readUser({ params: { userId } })).status;
  await page.goto(`/people/${userId}`);
  await choose('Muuta tietoja');
  const save = page.getByRole('button', { name: 'Tallenna', exact: true });
  await page.locator('#details-employmentEndsOn').fill('2020-01-31');
  await save.click();
  await dialog()
    .getByText(/31\.1\.2020 on jo mennyt.*kirjataan ulos heti/)
    .waitFor();
  await dialog().getByRole('button', { name: 'Peruuta' }).click();
  expect(await statusNow()).toBe('active');
  await save.click();
  await dialog().getByRole('button', { name: 'Tallenna ja poista käytöstä' }).click();
  await page.getByText('Tiedot on tallennettu.').waitFor();
  expect(await statusNow()).toBe('deactivated');
});

async function erase(): Promise<void> {
  await dialog().getByRole('textbox').fill(common.fi.confirmWord);
  await dialog().getByRole('button', { name: 'Poista tiedot pysyvästi' }).click();
}

/**
 * Promise: primary users and administrators find, invite, move and erase people by clicking;
 * concurrent changes are shown, and every action is confirmed.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, createClient } from '../../src/client/client.ts';
import type { Role } from '../../src/policy/roles.ts';
import { common } from '../../src/portal/texts/common.ts';
import { lifeTexts } from '../../src/portal/texts/life.ts';
import { type PortalService, password, startPortalService } from '../support/portal-service.ts';
import { hasCount, hasFocus, hasText, hasValue } from '../support/shown.ts';

let service: PortalService;
let administrator: Client;
let organizationId: string;
let page: Page;

beforeAll(async () => {
  service = await startPortalService();
  administrator = await service.administrator();
  ({ organizationId } = await administrator.me());
  page = await signedIn(service.firstAdministrator);
}, 90_000);
afterAll(() => service.stop());

async function signedIn(email: string): Promise<Page> {
  const window = await service.openWindow();
  await window.goto('/sign-in');
  await window.fill('#email', email);
  await window.fill('#password', password);
  await window.keyboard.press('Enter');
  await window.getByRole('heading', { name: 'Etusivu' }).waitFor();
  return window;
}

async function invited(firstName: string, lastName: string, role: Role, home = organizationId) {
  const email = `${firstName}.${lastName}@example.fi`.toLowerCase();
  const body = { email, firstName, lastName, role, organizationId: home, language: 'fi' } as const;
  return administrator.createInvitation({ body });
}

async function active(firstName: string, lastName: string, role: Role, home = organizationId) {
  const { userId, email } = await invited(firstName, lastName, role, home);
  const token = (await service.linkFor(email)).split('#')[1] ?? '';
  const given = { token, password, language: 'fi', privacyNoticeRead: true } as const;
  await createClient(service.url).activate({ body: given });
  return { userId, email };
}

const shownNames = () => page.locator('main tbody tr td:first-child').allInnerTexts();

test('the list narrows while typing and keeps the focus and every letter', async () => {
  for (const name of ['Aalto', 'Laine', 'Laitinen', 'Lehto'])
    await invited('Veera', name, 'editor');
  await page.goto('/people');
  await page.getByRole('link', { name: 'Veera Laine' }).waitFor();
  const search = page.getByLabel('Hae nimellä tai osoitteella');
  await search.pressSequentially('lait', { delay: 130 });
  await page.getByRole('link', { name: 'Veera Laine' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Veera Laitinen' }).waitFor();
  await hasValue(search, 'lait');
  await hasFocus(page, 'input[type=search]');
  await search.fill('');
  await page.getByRole('link', { name: 'Veera Aalto' }).waitFor();
});

test('the list sorts by a column in both directions and filters by role', async () => {
  await page.getByRole('button', { name: 'Nimi' }).click();
  await page.locator('th[aria-sort=descending]').waitFor();
  await page.waitForFunction(
    () =>
      !document.querySelector('main [aria-busy=true]') &&
      document.querySelector('main tbody td')?.textContent?.includes('Lehto'),
  );
  expect((await shownNames())[0]).toContain('Lehto');
  await page.getByLabel('Rooli').selectOption('admin');
  await page.getByRole('link', { name: 'Veera Lehto' }).waitFor({ state: 'detached' });
  await hasCount(page.locator('main tbody tr'), 1);
});

test('the list shows the reason for the status of an account, and its page no date without a value', async () => {
  const { userId } = await active('Eino', 'Erkko', 'editor');
  const { etag } = await administrator.readUser({ params: { userId } });
  await administrator.deactivateUser({ params: { userId }, body: {}, ifMatch: etag });
  await page.goto('/people');
  const row = page.getByRole('row', { name: /Eino Erkko/ });
  await row.waitFor();
  const { why } = await administrator.readUser({ params: { userId } });
  await hasText(row, lifeTexts.fi.why[why]);
  await row.getByRole('link').click();
  await page.getByRole('button', { name: 'Palauta tili' }).waitFor();
  const dates = await page.locator('main dl dd').allInnerTexts();
  expect(dates.filter((date) => date.trim() === '')).toEqual([]);
});

test('the list pages forwards and back', async () => {
  const lines = Array.from({ length: 60 }, (_, row) => `p${row}@example.fi,Pilvi,P${row},editor`);
  const csv = ['email,firstName,lastName,role', ...lines].join('\n');
  await administrator.startImport({ body: { organizationId, csv } });
  await service.host.idle();
  await page.goto('/people');
  await page.locator('main tbody tr').first().waitFor();
  const before = await shownNames();
  await page.getByRole('button', { name: 'Seuraavat' }).click();
  await page.waitForFunction(
    (first) => document.querySelector('main tbody td')?.textContent?.trim() !== first,
    before[0],
  );
  const after = await shownNames();
  expect(after.filter((name) => before.includes(name))).toEqual([]);
  await page.getByRole('button', { name: 'Edelliset' }).click();
  await page.getByText(before[0] ?? '', { exact: true }).waitFor();
});

test('an invitation is sent again and revoked', async () => {
  const { userId } = await invited('Kalle', 'Aho', 'editor');
  await page.goto('/invitations');
  await page.getByRole('button', { name: /uudelleen.*Kalle Aho/ }).click();
  await page.locator('.done').waitFor();
  await page.getByRole('button', { name: /Peru.*Kalle Aho/ }).click();
  await page.getByRole('dialog').getByRole('button').first().click();
  await page.getByRole('button', { name: /Peru.*Kalle Aho/ }).waitFor({ state: 'detached' });
  await expect(administrator.readInvitation({ params: { userId } })).rejects.toMatchObject({
    status: 404,
  });
});

test("colleagues' proposals are approved or declined with a reason", async () => {
  const params = { organizationId };
  const { etag } = await administrator.readAdmissionRules({ params });
  await administrator.changeAdmissionRules({ params, body: { proposals: true }, ifMatch: etag });
  const { email } = await active('Ella', 'Ehdottaja', 'editor');
  const colleague = createClient(service.url);
  await colleague.signIn({ body: { email, password } });
  const proposed = async (firstName: string) => {
    const rest = { lastName: 'Uusi', role: 'expert', organizationId, language: 'fi' } as const;
    const body = { email: `${firstName}@example.fi`, firstName, ...rest };
    return (await colleague.proposeInvitation({ body })).userId;
  };
  const [good, bad] = [await proposed('sisu'), await proposed('turha')];
  await page.goto('/invitations');
  await page.getByRole('button', { name: 'Hyväksy: sisu Uusi' }).click();
  await page.getByText('Kutsu on hyväksytty ja lähetetty.').waitFor();
  await page.getByRole('button', { name: 'Hylkää: turha Uusi' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Ei kuulu meille.');
  await page.getByRole('dialog').getByRole('button', { name: 'Hylkää' }).click();
  await page.getByText('Ehdotus on hylätty.').waitFor();
  expect((await administrator.readUser({ params: { userId: good } })).status).toBe('invited');
  const { why } = await administrator.readUser({ params: { userId: bad } });
  expect(why).toBe('approval_declined');
});

test('R14: a file in the encoding of Windows is read, and one is asked to look at it', async () => {
  await page.goto('/imports/new');
  await page.getByLabel('Organisaatio', { exact: true }).selectOption(organizationId);
  const text = 'email;firstName;lastName;role\nm@example.fi;Matti;M\xe4kinen;editor\n';
  const buffer = Buffer.from(text, 'latin1');
  await page.setInputFiles('#file', { name: 'x.csv', mimeType: 'text/csv', buffer });
  await page
    .getByRole('alert')
    .getByText(/ei ole UTF-8/)
    .waitFor();
  await hasValue(page.getByLabel('tai liitä rivit tähän'), text);
});

test('R14: a file that lacks a column is refused by its columns, in the words of the page', async () => {
  await page.goto('/imports/new');
  await page.getByLabel('Organisaatio', { exact: true }).selectOption(organizationId);
  await page.getByLabel('tai liitä rivit tähän').fill('mail;givenName;surname;username\nx;y;z;w\n');
  await page.getByRole('button', { name: 'Tarkista rivit' }).click();
  const summary = page.getByRole('region').filter({ hasText: 'puuttuvat nämä sarakkeet: rooli.' });
  await summary.getByText('ei tunne näitä sarakkeita: username.').waitFor();
});

test('a file is checked row by row, imported, and followed until it is done', async () => {
  await page.goto('/imports/new');
  await page.getByLabel('Organisaatio', { exact: true }).selectOption(organizationId);
  const csv = 'email,firstName,lastName,role\nt@example.fi,Tiina,Toivo,editor\nbad,Uuno,U,editor\n';
  await page.getByLabel('tai liitä rivit tähän').fill(csv);
  await page.getByRole('button', { name: 'Tarkista rivit' }).click();
  await page.getByRole('button', { name: 'Lähetä 1 kutsu', exact: true }).waitFor();
  const bad = await page.getByRole('row', { name: /virheellinen/ }).innerText();
  await page.getByRole('button', { name: 'Lähetä 1 kutsu', exact: true }).click();
  await page.waitForURL(/imports\/[0-9a-f-]{36}$/);
  await page.getByText('Kutsut on käsitelty').waitFor();
  const { items } = await administrator.searchUsers({ body: { text: 'Toivo' } });
  expect(items.map(({ firstName }) => firstName)).toEqual(['Tiina']);
  expect(bad).toContain('Sähköposti');
  expect(bad).toContain('Uuno U');
});

test('a person offered to another organization is accepted there', async () => {
  const { organizationId: other } = await administrator.createOrganization({
    body: { name: 'Naapurila', language: 'fi' },
  });
  const { userId } = await active('Sanna', 'Siirto', 'editor');
  const giver = await active('Anna', 'Antaja', 'primary_user');
  const taker = await active('Outi', 'Ottaja', 'primary_user', other);
  const giving = await signedIn(giver.email);
  await giving.goto(`/people/${userId}`);
  await giving.getByLabel('Organisaatio', { exact: true }).selectOption(other);
  await giving.getByRole('button', { name: 'Ehdota siirtoa toiseen organisaatioon' }).click();
  await giving.getByText('Siirtoa on ehdotettu').waitFor();
  const taking = await signedIn(taker.email);
  await taking.goto('/offers');
  await taking.getByRole('button', { name: /Hyväksy: Sanna/ }).click();
  await taking.getByText('Henkilö on siirtynyt organisaatioonne.').waitFor();
  expect((await administrator.readUser({ params: { userId } })).organizationId).toBe(other);
});

test('a concurrent change is shown when changing a role, and the user can continue', async () => {
  const { userId } = await active('Riku', 'Rooli', 'expert');
  await page.goto(`/people/${userId}`);
  await page.locator('#role-role').selectOption('editor');
  const { etag } = await administrator.readUser({ params: { userId } });
  const body = { firstName: 'Riikka' };
  await administrator.changeUser({ params: { userId }, body, ifMatch: etag });
  await page.getByRole('button', { name: 'Vaihda rooli' }).click();
  await page
    .getByText(/sillä välin/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Tallenna omat muutokset' }).click();
  await page.getByText('Rooli on vaihdettu').waitFor();
  expect((await administrator.readUser({ params: { userId } })).role).toBe('editor');
});

test('a person changed meanwhile can still be erased, and the page confirms it', async () => {
  const { userId } = await active('Pena', 'Poistuva', 'expert');
  await page.goto(`/people/${userId}`);
  await page.getByRole('button', { name: 'Poista tiedot pysyvästi' }).click();
  const { etag } = await administrator.readUser({ params: { userId } });
  const body = { firstName: 'Pentti' };
  await administrator.changeUser({ params: { userId }, body, ifMatch: etag });
  await erase();
  await page.getByText(/Joku muu muutti tietoja sillä välin/).waitFor();
  await page.getByRole('heading', { name: 'Pentti Poistuva' }).waitFor();
  await page.getByRole('button', { name: 'Poista tiedot pysyvästi' }).click();
  await erase();
  await page.getByText('Henkilön tiedot on poistettu.').waitFor();
  await hasFocus(page, '.done');
  await expect(administrator.readUser({ params: { userId } })).rejects.toMatchObject({
    status: 404,
  });
});

test('a last day in the past is asked about, says what will happen, and then ends the use', async () => {
  const { userId } = await active('Lasse', 'Poissa', 'expert');
  const statusNow = async () => (await administrator.readUser({ params: { userId } })).status;
  await page.goto(`/people/${userId}`);
  const save = page.getByRole('button', { name: 'Tallenna', exact: true });
  await page.locator('#details-employmentEndsOn').fill('2020-01-31');
  await save.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/31\.1\.2020 on jo mennyt.*kirjataan ulos heti/).waitFor();
  await dialog.getByRole('button', { name: 'Peruuta' }).click();
  expect(await statusNow()).toBe('active');
  await save.click();
  await dialog.getByRole('button', { name: 'Tallenna ja poista käytöstä' }).click();
  await page.getByText('Tiedot on tallennettu.').waitFor();
  expect(await statusNow()).toBe('deactivated');
});

async function erase(): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(common.fi.confirmWord);
  await dialog.getByRole('button', { name: 'Poista tiedot pysyvästi' }).click();
}

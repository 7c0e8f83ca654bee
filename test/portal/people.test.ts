/**
 * Promise: primary users and administrators find, invite, move and erase people by clicking;
 * concurrent changes are shown, and every action is confirmed.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, createClient } from '../../src/client/client.ts';
import { lifeTexts } from '../../src/portal/texts/life.ts';
import { portalPeople } from '../support/portal-people.ts';
import { type PortalService, password, startPortalService } from '../support/portal-service.ts';
import { hasCount, hasFocus, hasText, hasValue } from '../support/shown.ts';

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

const shownNames = () => page.locator('main tbody tr td:nth-child(2) a').allInnerTexts();

test('the list narrows while typing and keeps the focus and every letter', async () => {
  for (const name of ['Aalto', 'Laine', 'Laitinen', 'Lehto'])
    await people.invited('Veera', name, 'editor');
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
      document.querySelector('main tbody td:nth-child(2) a')?.textContent?.includes('Lehto'),
  );
  expect((await shownNames())[0]).toContain('Lehto');
  await page.getByLabel('Rooli').selectOption('admin');
  await page.getByRole('link', { name: 'Veera Lehto' }).waitFor({ state: 'detached' });
  await hasCount(page.locator('main tbody tr'), 1);
});

test('the list shows the reason for the status of an account, and its page no date without a value', async () => {
  const { userId } = await people.active('Eino', 'Erkko', 'editor');
  const { etag } = await administrator.readUser({ params: { userId } });
  await administrator.deactivateUser({ params: { userId }, body: {}, ifMatch: etag });
  await page.goto('/people');
  const row = page.getByRole('row', { name: /Eino Erkko/ });
  await row.waitFor();
  const { why } = await administrator.readUser({ params: { userId } });
  await hasText(row, lifeTexts.fi.why[why]);
  await row.getByRole('link').click();
  await page.getByRole('button', { name: 'Toiminnot' }).waitFor();
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
    (first) =>
      document.querySelector('main tbody td:nth-child(2) a')?.textContent?.trim() !== first,
    before[0],
  );
  const after = await shownNames();
  expect(after.filter((name) => before.includes(name))).toEqual([]);
  await page.getByRole('button', { name: 'Edelliset' }).click();
  await page.getByRole('link', { name: before[0] ?? '', exact: true }).waitFor();
});

test('an invitation is sent again and revoked', async () => {
  const { userId } = await people.invited('Kalle', 'Aho', 'editor');
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
  const { email } = await people.active('Ella', 'Ehdottaja', 'editor');
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

/**
 * Promise: people see what is pending in their name and cancel it with one button, and a link that no
 * longer opens says what became of it and where to go on.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, createClient } from '../../src/client/client.ts';
import { faultsOf } from '../support/axe.ts';
import { type PortalService, password, startPortalService } from '../support/portal-service.ts';
import { shown } from '../support/shown.ts';

let service: PortalService;
let administrator: Client;

beforeAll(async () => {
  service = await startPortalService();
  administrator = await service.administrator();
});
afterAll(() => service.stop());

/** @returns the link of the invitation, used up, and the person's own client */
async function colleague(email: string) {
  const { organizationId } = await administrator.me();
  const names = { firstName: 'Pirkko', lastName: 'Salo', language: 'fi' } as const;
  const body = { email, role: 'editor', organizationId, ...names } as const;
  await administrator.createInvitation({ body });
  const link = await service.linkFor(email);
  const client = createClient(service.url);
  const token = link.split('#')[1] ?? '';
  await client.activate({ body: { token, password, language: 'fi', privacyNoticeRead: true } });
  return { link, client };
}

test('S1: a pending change of address is listed on the page My account and can be cancelled', async () => {
  const { client } = await colleague('pirkko@example.fi');
  const wanted = { email: 'uusi@example.fi', currentPassword: password };
  await client.requestAddressChange({ body: wanted });
  const page = await service.openWindow();
  await page.goto('/sign-in');
  await page.fill('#email', 'pirkko@example.fi');
  await page.fill('#password', password);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Tarkista vireillä oleva muutos' }).click();
  await page.getByRole('heading', { name: 'Vireillä olevat muutokset' }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: /^Peru: .*uusi@example\.fi/ }).click();
  await page.getByText('Muutos on peruttu').waitFor();
  expect((await client.me()).pendingChanges).toEqual([]);
  await page.fill('#address-email', 'toinen@example.fi');
  await page.fill('#address-currentPassword', password);
  await page.getByRole('button', { name: 'Lähetä vahvistuslinkki' }).click();
  const sent = page.getByText('siihen on lähetetty linkki');
  await sent.waitFor();
  await page.getByRole('button', { name: /^Peru: .*toinen@example\.fi/ }).click();
  await sent.waitFor({ state: 'detached' });
});

test('R20: a used invitation says that one can sign in, and leads there', async () => {
  const { link } = await colleague('used@example.fi');
  const page = await service.openWindow();
  await page.goto(link);
  await page.getByText('Olet jo ottanut tilisi käyttöön').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('main').getByRole('link', { name: 'Kirjaudu sisään' }).click();
  await page.locator('#password').waitFor();
});

test('a link that was cut short offers no second try, which could only fail', async () => {
  const { link } = await colleague('cut@example.fi');
  const page = await service.openWindow();
  await page.goto(link.slice(0, -10));
  await page.getByText('Pyydä uusi linkki').waitFor();
  await shown(() => page.getByRole('main').getByRole('button').count()).toBe(0);
});

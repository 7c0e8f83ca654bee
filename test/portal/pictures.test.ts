/**
 * Promise: the guide's pictures show the current portal. `npm run pictures` takes them; every test
 * run takes the same steps and checks the pages' content.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { createClient } from '../../src/client/client.ts';
import { type PortalService, password, startPortalService } from '../support/portal-service.ts';

const guide = readFileSync(join(import.meta.dirname, '../../src/portal/GUIDE.md'), 'utf8');
/** Output folder; no pictures are taken without one. */
const folder = process.env['PICTURES'];

const people = [
  ['Aalto', 'Aino', 'primary_user'],
  ['Berg', 'Björn', 'editor'],
  ['Hakala', 'Helmi', 'expert'],
  ['Järvinen', 'Jukka', 'editor'],
  ['Korhonen', 'Kaisa', 'expert'],
  ['Laine', 'Leo', 'editor'],
  ['Mäkelä', 'Maria', 'expert'],
  ['Niemi', 'Niko', 'expert'],
] as const;

let service: PortalService;
let administrator: Client;
let windowOfAdministrator: Page;

beforeAll(async () => {
  service = await startPortalService();
  administrator = await service.administrator();
  const office = { name: 'Espoon työllisyyspalvelut', language: 'fi' } as const;
  const { organizationId } = await administrator.createOrganization({ body: office });
  for (const [lastName, firstName, role] of people) {
    const email = `${firstName}.${lastName}@example.fi`.toLowerCase().normalize('NFD');
    const body = {
      email: email.replace(/[^a-z.@]/g, ''),
      firstName,
      lastName,
      role,
      organizationId,
    };
    await administrator.createInvitation({ body });
  }
  for (const name of ['aino.aalto', 'bjorn.berg', 'jukka.jarvinen', 'maria.makela'])
    await activate(`${name}@example.fi`);
  windowOfAdministrator = await service.openWindow('fi', 1100);
  await windowOfAdministrator.goto('/sign-in');
}, 120_000);

afterAll(() => service.stop());

async function activate(email: string): Promise<void> {
  const token = (await service.linkFor(email)).split('#')[1] ?? '';
  const body = { token, password, language: 'fi', privacyNoticeRead: true } as const;
  await createClient(service.url).activate({ body });
}

/** Checks that the page has the text, and takes a picture if there is a folder. */
async function picture(page: Page, name: string, says: string): Promise<void> {
  await page.getByText(says).first().waitFor();
  await page.waitForFunction(() => !document.querySelector('main .loading'));
  expect(guide).toContain(`test/portal/pictures/${name}.png`);
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

test('signing in', async () => {
  await picture(windowOfAdministrator, 'sign-in', 'Kirjaudu palveluun');
});

test('an invitee activates on a phone', async () => {
  const phone = await service.openWindow('fi', 390);
  await phone.goto(await service.linkFor('leo.laine@example.fi'));
  await phone.locator('input[name=password]').fill('kolme hilj');
  await picture(phone, 'activate', 'Sinut on kutsuttu');
});

test('people, and one of them', async () => {
  const page = windowOfAdministrator;
  await page.getByLabel('Sähköpostiosoite').fill(service.firstAdministrator);
  await page.locator('input[name=password]').fill(password);
  await page.getByRole('button', { name: 'Kirjaudu', exact: true }).click();
  await page.getByRole('link', { name: 'Henkilöt', exact: true }).click();
  await picture(page, 'people', 'bjorn.berg@example.fi');
  await page.getByRole('link', { name: 'Björn Berg' }).click();
  await picture(page, 'person', 'Muuta tietoja');
});

test('expiring accounts and the service status', async () => {
  const page = windowOfAdministrator;
  await page.getByRole('link', { name: 'Vanhenevat tilit' }).click();
  await page.getByLabel('Ajanjakso').selectOption('180');
  await picture(page, 'upcoming', 'Tilejä viikossa');
  await page.getByRole('link', { name: 'Palvelun tila' }).click();
  await picture(page, 'service', 'Ajastetut tehtävät');
});

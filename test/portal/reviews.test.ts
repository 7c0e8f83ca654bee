/**
 * Promise: a primary user answers about 50 people on one screen within two minutes, by keyboard alone;
 * an administrator sees and starts the reviews of all organizations.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, createClient } from '../../src/client/client.ts';
import { texts } from '../../src/portal/pages/reviews/texts.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
import { faultsOf } from '../support/axe.ts';
import { portalPeople } from '../support/portal-people.ts';
import { type PortalService, password, startPortalService } from '../support/portal-service.ts';
import { hasCount, shown } from '../support/shown.ts';

const others = 49;
const text = texts.fi;

let service: PortalService;
let administrator: Client;
let people: ReturnType<typeof portalPeople>;
let organizationId: string;
let email: string;

beforeAll(async () => {
  service = await startPortalService();
  administrator = await service.administrator();
  const body = { name: 'Esimerkkilä', language: 'fi' } as const;
  ({ organizationId } = await administrator.createOrganization({ body }));
  people = portalPeople({ service, administrator, organizationId });
  ({ email } = await people.active('Pirkko', 'Pääkäyttäjä', 'primary_user'));
  const addresses = Array.from({ length: others }, (_, number) => `p${number}@example.fi`);
  await inParallel(addresses, 4, async (address) => {
    const names = { firstName: address.split('@')[0] ?? '', lastName: 'Salo' };
    const invitee = { email: address, organizationId, role: 'expert', language: 'fi' } as const;
    await administrator.createInvitation({ body: { ...invitee, ...names } });
  });
  await service.host.idle();
  await inParallel(addresses, 4, async (address) => {
    const token = (await service.linkFor(address)).split('#')[1] ?? '';
    const given = { token, password, language: 'fi', privacyNoticeRead: true } as const;
    await createClient(service.url).activate({ body: given });
  });
}, 240_000);

afterAll(() => service.stop());

/** Presses Tab until an element with that label has the focus. */
async function tabTo(page: Page, label: string): Promise<void> {
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const name = element instanceof HTMLSelectElement ? element.labels[0] : element;
      return name?.textContent?.trim() ?? '';
    });
    if (focused === label) return;
  }
  throw new Error(`no element is labelled ${label}`);
}

test('an administrator starts the review of one organization and sees its state in the list', async () => {
  const page = await people.signedIn(service.firstAdministrator);
  await page.goto('/reviews');
  await page.getByRole('link', { name: 'Esimerkkilä' }).click();
  await page.getByText(text.none).waitFor();
  await page.getByRole('button', { name: text.start }).click();
  await page.getByRole('dialog').getByRole('button', { name: text.start }).click();
  await page.getByText(text.startNow).waitFor();
  await page.goto('/reviews');
  const row = page.getByRole('row', { name: /Esimerkkilä/ });
  await row.getByText(text.progress(0, others + 1)).waitFor();
  expect(await faultsOf(page)).toEqual([]);
});

test('50 people are answered about within two minutes by keyboard, one of them as having left', async () => {
  const page = await people.signedIn(email);
  await page.getByText(`${others} käyttäjän palvelussuhde odottaa vahvistustasi.`).waitFor();
  const began = performance.now();
  await tabTo(page, `${others} käyttäjän palvelussuhde odottaa vahvistustasi.`);
  await page.keyboard.press('Enter');
  await page.getByText(text.own).waitFor();
  await hasCount(page.locator('form select'), others);
  expect(await faultsOf(page)).toEqual([]);
  await tabTo(page, text.answerOf('p7 Salo'));
  await page.keyboard.type(text.answers.left.slice(0, 2));
  await page.getByLabel(text.lastDay('p7 Salo')).waitFor();
  await tabTo(page, text.send(others));
  await page.keyboard.press('Enter');
  await page.getByText(text.saved(others)).waitFor({ timeout: 100_000 });
  expect(performance.now() - began).toBeLessThan(120_000);
  await page.getByText(text.allDone).waitFor();
  const { review } = await administrator.readReview({ params: { organizationId } });
  expect(review?.counts).toMatchObject({ open: 1, here: others - 1, left: 1 });
});

test('an answer can be changed afterwards', async () => {
  const page = await people.signedIn(email);
  await page.goto('/review');
  await page.getByRole('button', { name: text.changeOf('p7 Salo') }).click();
  await page.getByLabel(text.answerOf('p7 Salo')).waitFor();
  await page.getByRole('button', { name: text.send(1) }).click();
  await page.getByText(text.saved(1)).waitFor();
  const { review } = await administrator.readReview({ params: { organizationId } });
  expect(review?.counts).toMatchObject({ here: others, left: 0 });
});

test('the administration answers about the only primary user, which ends the review, and saves the evidence', async () => {
  const page = await people.signedIn(service.firstAdministrator);
  await page.goto(`/reviews/${organizationId}`);
  await page.getByRole('button', { name: text.send(1) }).click();
  await page.getByText(text.outcomes.complete).waitFor();
  const saved: string[] = [];
  page.on('download', (download) => saved.push(download.suggestedFilename()));
  await page.getByRole('button', { name: text.download }).click();
  await shown(async () => saved.toSorted()).toEqual(['tarkistus.csv', 'tarkistus.csv.jws']);
});

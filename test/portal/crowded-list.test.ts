/**
 * Promise: a search of the list of people finds its people among many, across organizations, and the
 * page shows them within a second. In `npm test` there are 3,000 people and ten times as much time;
 * with `TEST_LONG=1` 100,000 people, on a machine that does nothing else. Upcoming steps are listed part
 * after part.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openKeyring } from '../../src/store/keyring.ts';
import { openStore } from '../../src/store/store.ts';
import { inDepth } from '../support/depth.ts';
import { fillPeople, peopleRows, useIndex } from '../support/fill-people.ts';
import { type PortalService, password, startPortalService } from '../support/portal-service.ts';
import { shown } from '../support/shown.ts';

const peopleCount = inDepth(3_000, 100_000);
const answerMsMax = inDepth(10_000, 1_000);

let service: PortalService;
const at = new Date().toISOString();
const people = peopleRows(at, peopleCount, 300);

beforeAll(async () => {
  service = await startPortalService();
  await service.administrator();
  const { settings } = service;
  const store = openStore(settings);
  const filled = { deps: { store, keyring: openKeyring(settings, store) }, clock: { iso: at } };
  await fillPeople(filled, people);
  await useIndex(filled, peopleCount);
}, 1_200_000);
afterAll(() => service.stop());

async function signedIn() {
  const page = await service.openWindow();
  await page.goto('/sign-in');
  await page.fill('#email', service.firstAdministrator);
  await page.fill('#password', password);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.who');
  return page;
}

test('a search by name, by two names and by address is answered in time', async () => {
  const page = await signedIn();
  await page.goto('/people');
  await page.locator('main tbody tr').first().waitFor();
  const [, chosen] = people.filter(({ lastName }) => lastName === 'Virtanen');
  if (!chosen) throw new Error('nobody has the name');
  const { firstName, email } = chosen;
  const took: Record<string, number> = {};
  for (const text of ['virtanen', `Virtanen ${firstName}`, email]) {
    const field = page.getByLabel('Hae nimellä tai osoitteella');
    const answered = page.waitForResponse(/users\/search$/);
    await field.fill(text);
    await page.waitForRequest(/users\/search$/);
    const begun = performance.now();
    await answered;
    await page.waitForFunction(() => !document.querySelector('main [aria-busy=true]'));
    await page.locator('main tbody tr', { hasText: 'Virtanen' }).first().waitFor();
    took[text === email ? 'address' : text.includes(' ') ? 'two names' : 'name'] = Math.round(
      performance.now() - begun,
    );
  }
  const slow = Object.entries(took).filter(([, milliseconds]) => milliseconds > answerMsMax);
  expect(slow, JSON.stringify(took)).toEqual([]);
});

test('the list of upcoming steps leads to its next part, and back to the first', async () => {
  const page = await signedIn();
  await page.goto('/upcoming?days=180');
  await page.getByText(/^Tapahtumia: .* tässä osassa$/).waitFor();
  // Among many people, each part has as many rows as the next.
  const rows = () => page.locator('main tbody').innerText();
  const first = await rows();
  await page.getByRole('button', { name: 'Seuraavat' }).click();
  await page.getByText(/^Sivu 2\//).waitFor();
  await shown(rows).not.toBe(first);
  const second = await rows();
  await page.getByRole('button', { name: 'Seuraava osa' }).click();
  await page.getByText(/^Sivu 1\//).waitFor();
  await shown(rows).not.toBe(second);
  expect(await rows()).not.toBe(first);
  await page.getByRole('button', { name: 'Ensimmäinen osa' }).click();
  await shown(rows).toBe(first);
});

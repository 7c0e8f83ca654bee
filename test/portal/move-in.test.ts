/**
 * Promise: an administrator checks a file, moves its people in and sees that nobody is missing; a
 * person with a weak old password chooses a new one instead of signing in.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { texts } from '../../src/portal/pages/move-in/texts.ts';
import { texts as resetTexts } from '../../src/portal/pages/reset.tsx';
import { problemTexts } from '../../src/portal/texts/problems.ts';
import { faultsOf, overflowsOf } from '../support/axe.ts';
import { oldHashes } from '../support/old-hashes.ts';
import { signIn } from '../support/portal-people.ts';
import { type PortalService, password, startPortalService } from '../support/portal-service.ts';
import { hasCount, hasText } from '../support/shown.ts';

let service: PortalService;
let administrator: Client;
let page: Page;
const text = texts.en;

/** More than one part. */
const count = limit.moveInPartLines + 10;

beforeAll(async () => {
  service = await startPortalService();
  administrator = await service.administrator();
  await administrator.createOrganization({ body: { name: 'Espoo', language: 'en' } });
  page = await service.openWindow('en');
  await page.goto('/sign-in');
  await signIn(page, service.firstAdministrator);
  await page.locator('header button[lang=en]').click();
});
afterAll(() => service.stop());

const main = () => page.locator('main');
const button = (name: string) => main().getByRole('button', { name, exact: true });

const line = (number: number, more: object = {}) =>
  JSON.stringify({
    ...{ externalId: `old-${number}`, email: `mover${number}@espoo.fi`, organization: 'Espoo' },
    ...{ firstName: 'Aino', lastName: 'Virtanen', role: 'Editor', lastSignInAt: today, ...more },
  });
const today = new Date().toISOString();

/** The first of another part shares its address with line 1, and line 2 is blocked. */
const lines = Array.from({ length: count }, (_, index) => {
  const number = index + 1;
  if (number === 1) return line(1, { passwordHash: oldHashes.P('short') });
  if (number === 2) return line(2, { status: 'blocked' });
  if (number === 3) return line(3, { email: 'twice@espoo.fi' });
  return number === count ? line(number, { email: 'TWICE@espoo.fi' }) : line(number);
});

async function choose(content: string): Promise<void> {
  const file = { name: 'people.jsonl', mimeType: 'application/json', buffer: Buffer.from(content) };
  await page.setInputFiles('#people', file);
}

test('says what to do without a file and with a malformed mapping', async () => {
  await page.getByRole('navigation').getByRole('link', { name: 'Moving in' }).click();
  await button(text.check).click();
  await hasText(main(), text.noFile);
  await choose(lines.join('\n'));
  await page.locator('textarea').fill('{"roles": 1}');
  await button(text.check).click();
  await hasText(main(), text.mappingFault);
  await page.locator('textarea').fill('');
});

test('checks a file, moves its people in, and shows that nobody is missing', async () => {
  await choose(lines.join('\n'));
  await button(text.check).click();
  await hasText(main(), text.here(0, count - 3));
  const staying = main().locator('table');
  await hasText(staying, text.reasons.address_repeated);
  await hasText(staying, text.buckets.blocked);
  await hasCount(staying.locator('tbody tr'), 3);
  expect(await faultsOf(page)).toEqual([]);
  expect(await overflowsOf(page)).toEqual([]);
  await button(text.move(count - 3)).click();
  await hasText(main(), text.complete);
  await hasText(main(), text.here(count - 3, count - 3));
  await hasCount(button(text.move(count - 3)), 0);
  const { items } = await administrator.listEvents({ query: { kind: 'moved_in', limit: '100' } });
  expect(items).toHaveLength(count - 3);
});

test('a weak old password leads to the page for a new one, which signs in', async () => {
  const window = await service.openWindow('en');
  await window.goto('/sign-in');
  await window.fill('#email', 'mover1@espoo.fi');
  await window.fill('#password', 'short');
  await window.keyboard.press('Enter');
  await hasText(window.locator('main'), resetTexts.en.weak);
  expect(window.url()).not.toContain('#');
  await window.fill('#password', password);
  await window.keyboard.press('Enter');
  await hasText(window.locator('main'), resetTexts.en.done);
  await window.getByRole('link', { name: resetTexts.en.signIn }).click();
  await window.fill('#email', 'mover1@espoo.fi');
  await window.fill('#password', password);
  await window.keyboard.press('Enter');
  await window.waitForSelector('.who');
});

test('says in words why a line is invalid, and why the service refused one', async () => {
  const body = { name: 'Full', language: 'en' } as const;
  const { organizationId } = await administrator.createOrganization({ body });
  const params = { organizationId };
  const { etag } = await administrator.readAdmissionRules({ params });
  await administrator.changeAdmissionRules({ params, body: { peopleMax: 1 }, ifMatch: etag });
  const full = { organization: 'Full' };
  await choose([line(201, full), line(202, full), line(203, { email: 'x' }), '{"em'].join('\n'));
  await button(text.check).click();
  await hasText(main(), text.here(0, 2));
  await hasText(main().locator('table'), text.faults.email);
  await hasText(main().locator('table'), text.faults.json);
  await button(text.move(2)).click();
  await hasText(main(), text.here(1, 2));
  await hasText(main(), text.refused(1));
  await hasText(main(), problemTexts.en.organization_full);
  expect(await faultsOf(page)).toEqual([]);
  expect(await overflowsOf(page)).toEqual([]);
});

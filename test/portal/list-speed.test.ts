/**
 * Promise: with ten thousand people and three hundred organizations, no task of the list of people
 * takes longer than 100 ms on a processor that is four times slower. Beside other tests, in `npm
 * test`, it may take twice as long.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inDepth } from '../support/depth.ts';
import { type PortalService, password, startPortalService } from '../support/portal-service.ts';

const peopleCount = 10_000;
const organizationCount = 300;
const slowdown = 4;
const taskMsMax = inDepth(200, 100);
/** Other work on the machine lengthens tasks, but hardly in each of several rounds. */
const roundsMax = 10;

let service: PortalService;
let page: Page;

beforeAll(async () => {
  service = await startPortalService();
  const administrator = await service.administrator();
  const { organizationId } = await administrator.me();
  const lines = Array.from({ length: 60 }, (_, row) => `p${row}@example.fi,Pilvi,P${row},editor`);
  const csv = ['email,firstName,lastName,role', ...lines].join('\n');
  await administrator.startImport({ body: { organizationId, csv } });
  await service.host.idle();
  page = await service.openWindow();
  await page.goto('/sign-in');
  await page.fill('#email', service.firstAdministrator);
  await page.fill('#password', password);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.who');
  await pretendMany(page);
});
afterAll(() => service.stop());

/** The service pages people itself, so the browser meets their number only as a number. */
async function pretendMany(on: Page): Promise<void> {
  await on.route('**/api/users/search', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), total: peopleCount } });
  });
  await on.route(/\/api\/organizations(\?.*)?$/, async (route) => {
    const response = await route.fetch();
    const { items, ...rest } = await response.json();
    const [first] = items;
    const many = Array.from({ length: organizationCount }, (_, number) =>
      number === 0 ? first : { ...first, organizationId: crypto.randomUUID(), name: `O ${number}` },
    );
    await route.fulfill({ response, json: { ...rest, items: many } });
  });
}

/** What somebody does with the list, in order. */
const steps: Readonly<Record<string, () => Promise<unknown>>> = {
  async open() {
    await page.goto('/people');
    await page.getByText('Sivu 1/400').waitFor();
  },
  async next() {
    await page.getByRole('button', { name: 'Seuraavat' }).click();
    await page.getByText('Sivu 2/400').waitFor();
  },
  async sort() {
    await page.locator('th').getByRole('button', { name: 'Rooli' }).click();
    await page.getByText('Sivu 1/400').waitFor();
  },
  async select() {
    await page.getByRole('button', { name: 'Valitse kaikki 25 riviä' }).click();
    await page.getByText('Valittu 25').waitFor();
  },
  async search() {
    await page.getByLabel('Hae nimellä tai osoitteella').pressSequentially('pilvi');
    await page.waitForURL(/search=/);
    await page.waitForFunction(() => !document.querySelector('main [aria-busy=true]'));
  },
};

/** Records the tasks of each page from its beginning. */
function recordTasks(): void {
  const kept: number[] = [];
  Object.assign(window, { longTasks: kept });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) kept.push(duration);
  }).observe({ type: 'longtask' });
}

/** @returns the milliseconds of the longest task since the last call, 0 if none took 50 ms */
const longestTask = () =>
  page.evaluate(() => Math.max(0, ...(Reflect.get(window, 'longTasks') as number[]).splice(0)));

test('no task takes too long', async () => {
  await page.addInitScript(recordTasks);
  const tools = await page.context().newCDPSession(page);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const shortest: Record<string, number> = {};
  const isSlow = () => Object.values(shortest).some((each) => each > taskMsMax);
  for (let round = 1; round === 1 || (round <= roundsMax && isSlow()); round++)
    for (const [name, act] of Object.entries(steps)) {
      await act();
      shortest[name] = Math.min(shortest[name] ?? Number.POSITIVE_INFINITY, await longestTask());
    }
  expect(Object.entries(shortest).filter(([, longest]) => longest > taskMsMax)).toEqual([]);
});

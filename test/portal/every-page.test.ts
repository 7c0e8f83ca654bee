/**
 * Promise: axe finds no violations on any page in any language, nor in dark mode or forced colours;
 * each page fits phones, tablets, desktops and 200 %, and shows no raw code. The pages come from
 * their table, so that none is missed; `npm test` opens each in one language and either in dark mode
 * or in forced colours, and the next page in the others.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Language, languages } from '../../src/policy/languages.ts';
import { languageNames } from '../../src/portal/language.tsx';
import type { Page as PortalPage } from '../../src/portal/page.ts';
import { pages } from '../../src/portal/pages.ts';
import { colourFaultsOf, faultsOf, overflowsOf } from '../support/axe.ts';
import { inDepth, languagesOf } from '../support/depth.ts';
import { type PortalService, password, startPortalService } from '../support/portal-service.ts';
import { rawCodesOf } from '../support/raw-codes.ts';
import { hasAttribute, hasTitle } from '../support/shown.ts';
import { register } from '../support/systems.ts';

let service: PortalService;
let windows: Record<Language, Page>;
/** Ids for pages about one person or organization. */
let ids: Record<string, string>;

beforeAll(async () => {
  service = await startPortalService();
  const administrator = await service.administrator();
  const { userId, organizationId } = await administrator.me();
  const csv = 'email,firstName,lastName,role\nliisa@example.fi,Liisa,Laine,editor\n';
  const { importId } = await administrator.startImport({ body: { organizationId, csv } });
  const { systemId } = await register(administrator);
  ids = {
    ...{ '/people/:id': userId, '/organizations/:id': organizationId },
    '/reviews/:id': organizationId,
    ...{ '/imports/:id': importId, '/systems/:id': systemId },
  };
  const opened = await Promise.all(languages.map((language) => signedIn(language)));
  windows = { fi: opened[0], sv: opened[1], en: opened[2] } as typeof windows;
}, 120_000);

afterAll(() => service.stop());

async function signedIn(language: Language): Promise<Page> {
  const window = await service.openWindow(language);
  await window.goto('/sign-in');
  await window.fill('#email', service.firstAdministrator);
  await window.fill('#password', password);
  await window.keyboard.press('Enter');
  await window.waitForSelector('.who');
  return window;
}

type Media = Parameters<Page['emulateMedia']>[0];

const usualColours: Media = { colorScheme: 'light', forcedColors: 'none' };
const otherColours: readonly Media[] = [
  { ...usualColours, colorScheme: 'dark' },
  { ...usualColours, forcedColors: 'active' },
];

const cases = Object.entries<PortalPage>(pages).map(([name, { path }], number) => {
  const inLanguages = languagesOf(number);
  const colours = otherColours.filter((_, n) => inDepth(n === number % otherColours.length, true));
  return [name, inLanguages.join(', '), { path, inLanguages, colours }] as const;
});

test.each(cases)('%s in %s', async (name, _, { path, inLanguages, colours }) => {
  await Promise.all(
    inLanguages.map(async (language) => {
      // Colours are the same in every language.
      await holds(path, language, language === inLanguages[0] ? colours : []);
      await pictured(windows[language], `${name}.${language}`);
    }),
  );
});

test('a picture without a text and pale words are found', async () => {
  const window = windows.en;
  await window.goto('/');
  await window.waitForSelector('main h1');
  await window.evaluate(() => {
    const words = document.createElement('p');
    words.textContent = 'Pale';
    Object.assign(words.style, { color: '#ccc', backgroundColor: '#fff' });
    document.querySelector('main')?.append(document.createElement('img'), words);
  });
  const faults = [
    expect.stringMatching(/^color-contrast: .*Pale/),
    expect.stringMatching(/^image-alt: <img/),
  ];
  expect((await faultsOf(window)).sort()).toEqual(faults);
  expect(await colourFaultsOf(window)).toEqual(faults.slice(0, 1));
});

/** Takes pictures for `npm run pictures`, on a desktop and on a phone. */
async function pictured(window: Page, name: string): Promise<void> {
  const folder = process.env['EVERY_PAGE'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  for (const [device, width] of [['desktop', 1280] as const, ['phone', 390] as const]) {
    await window.setViewportSize({ width, height: 844 });
    await window.screenshot({ path: join(folder, `${name}.${device}.png`), fullPage: true });
  }
}

async function holds(path: string, language: Language, colours: readonly Media[]): Promise<void> {
  const window = windows[language];
  const broken: string[] = [];
  window.on('pageerror', (error) => broken.push(error.message));
  await window.goto(path.includes(':') ? path.replace(/:\w+/, ids[path] ?? 'missing') : path);
  await window.locator('header button[lang]', { hasText: languageNames[language] }).click();
  await window.waitForSelector('main h1');
  await window.waitForFunction(() => !document.querySelector('main .loading'));
  await hasAttribute(window.locator('html'), 'lang', language);
  await hasTitle(window, ' – ');
  await window.locator('.who button').waitFor();
  expect(await faultsOf(window)).toEqual([]);
  for (const media of colours) {
    await seenIn(window, media);
    expect(await colourFaultsOf(window)).toEqual([]);
    await seenIn(window, usualColours);
  }
  expect(await overflowsOf(window)).toEqual([]);
  expect(await rawCodesOf(window)).toEqual([]);
  expect(broken).toEqual([]);
  window.removeAllListeners('pageerror');
}

/** Waits until the window has been painted in other colours, which axe would otherwise mix. */
async function seenIn(window: Page, media: Media): Promise<void> {
  await window.emulateMedia(media);
  await window.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

/**
 * Promise: an administrator pauses and resumes the lifecycle and undoes a run by clicking, in three
 * languages, and is reminded of a pause on every page.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, createClient } from '../../src/client/client.ts';
import { faultsOf, overflowOf } from '../support/axe.ts';
import { languagesOf } from '../support/depth.ts';
import { type PortalService, password, startPortalService } from '../support/portal-service.ts';
import { hasCount } from '../support/shown.ts';

let service: PortalService;
let administrator: Client;

beforeAll(async () => {
  service = await startPortalService();
  administrator = await service.administrator();
});
afterAll(() => service.stop());

async function signedIn(language: 'fi' | 'sv' | 'en'): Promise<Page> {
  const page = await service.openWindow(language);
  await page.goto('/sign-in');
  await page.fill('#email', service.firstAdministrator);
  await page.fill('#password', password);
  await page.keyboard.press('Enter');
  await page.locator('.who').waitFor();
  await page.locator('header button[lang]', { hasText: languageNames[language] }).click();
  return page;
}

const languageNames = { fi: 'Suomi', sv: 'Svenska', en: 'English' };

const words = {
  fi: {
    pause: 'Keskeytä poisto',
    paused: 'Tilien automaattinen poisto on keskeytetty',
    resume: 'Jatka poistoa',
    undo: 'Peru ajo',
    done: 'Valmis',
    restored: 'palautettu: 1',
  },
  sv: {
    pause: 'Pausa',
    paused: 'Den automatiska rensningen är pausad',
    resume: 'Återuppta',
    undo: 'Återta körningen',
    done: 'Klart',
    restored: 'återställda: 1',
  },
  en: {
    pause: 'Pause',
    paused: 'Automatic clean-up is paused',
    resume: 'Resume',
    undo: 'Undo run',
    done: 'Done',
    restored: 'restored: 1',
  },
};

/** Presses a button, and the one of the same name that confirms. */
async function confirm(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.locator('dialog').getByRole('button', { name, exact: true }).click();
  await page.locator('dialog').waitFor({ state: 'detached' });
}

test.each(languagesOf(0))(
  'a pause is made, shown on every page and ended (%s)',
  async (language) => {
    const text = words[language];
    const page = await signedIn(language);
    await page.goto('/runs');
    await confirm(page, text.pause);
    const banner = page.getByRole('complementary', { name: text.paused });
    await banner.waitFor();
    await page.goto('/people');
    await banner.waitFor();
    const { firstName, lastName } = await administrator.me();
    await banner.getByRole('link', { name: `${firstName} ${lastName}` }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    await banner.getByRole('link').last().click();
    await confirm(page, text.resume);
    await page.getByRole('button', { name: text.pause, exact: true }).waitFor();
    await hasCount(banner, 0);
    await page.context().close();
  },
);

test.each(languagesOf(1))('a run is undone, and its progress is shown (%s)', async (language) => {
  const { organizationId } = await administrator.me();
  const email = `ended.${language}@example.fi`;
  const names = { firstName: 'Aino', lastName: 'Salo', language } as const;
  const body = { email, role: 'editor', organizationId, ...names } as const;
  const { userId } = await administrator.createInvitation({ body });
  const token = (await service.linkFor(email)).split('#')[1] ?? '';
  const given = { token, password, language, privacyNoticeRead: true } as const;
  await createClient(service.url).activate({ body: given });
  const params = { userId };
  const { etag: ifMatch } = await administrator.readUser({ params });
  const ended = { employmentEndsOn: '2026-01-01' };
  await administrator.changeUser({ params, body: ended, ifMatch });
  await administrator.runLifecycle({ body: {} });
  const text = words[language];
  const page = await signedIn(language);
  await page.goto('/runs');
  await confirm(page, text.undo);
  await page.getByText(text.restored).first().waitFor();
  await page.getByText(text.done, { exact: true }).first().waitFor();
  expect(await faultsOf(page)).toEqual([]);
  expect((await administrator.readUser({ params })).status).toBe('active');
  await page.context().close();
});

/**
 * Promise: the guide has ten tasks for each role, on pages that the role may open, and every button
 * and field that it names is there.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { languages } from '../../src/policy/languages.ts';
import { type Role, roles, scopeOf } from '../../src/policy/roles.ts';
import { tasksOf } from '../../src/portal/pages/guide/guide.tsx';
import type { Step } from '../../src/portal/pages/guide/steps.ts';
import { texts } from '../../src/portal/pages/guide/texts.ts';
import { texts as person } from '../../src/portal/pages/person/texts.ts';
import { pages } from '../../src/portal/pages.ts';
import { common } from '../../src/portal/texts/common.ts';
import { activeColleague, signedIn } from '../support/portal-people.ts';
import { type PortalService, startPortalService } from '../support/portal-service.ts';

const tasksPerRole = 10;
/** Longer than any page takes to load. */
const waitMs = 10_000;

let service: PortalService;
let administrator: Client;
let organizationId: string;

beforeAll(async () => {
  service = await startPortalService();
  administrator = await service.administrator();
  const body = { name: 'Keravan työllisyyspalvelut', language: 'fi' } as const;
  ({ organizationId } = await administrator.createOrganization({ body }));
});
afterAll(() => service.stop());

const active = (firstName: string, role: Role) =>
  activeColleague(service, administrator, { firstName, role, organizationId });

test.each(roles)(
  '%s: at least ten tasks, each in every language, on pages that the role may open',
  (role) => {
    const tasks = tasksOf[role];
    expect(tasks.length).toBeGreaterThanOrEqual(tasksPerRole);
    for (const { title, steps } of tasks) {
      for (const language of languages) {
        expect(title[language]).toBeTruthy();
        for (const step of steps) expect(saidIn(step, language)).not.toContain('');
      }
      const [first] = steps;
      if (first?.do !== 'open') continue;
      const { who } = pages[first.page];
      expect(who === 'everyone' || who === 'person' || scopeOf(role, who), title.en).toBeTruthy();
    }
  },
);

function saidIn(step: Step, language: (typeof languages)[number]): string[] {
  if (step.do === 'find') return [texts[language].find];
  return step.do === 'open'
    ? [pages[step.page].title[language]]
    : step.said.map((said) => said(language));
}

const opening: readonly string[] = [common.fi.actions, person.fi.edit];

/** Pages whose buttons appear only with work that takes days or failures to arise. */
const needWork: readonly string[] = [
  pages.restoreRequests.path,
  pages.runs.path,
  pages.service.path,
];

test('each button and field that the guide names is on the page that it opens', async () => {
  const owner = await active('Helka', 'primary_user');
  await active('Taimi', 'expert');
  await administrator.createInvitation({
    body: {
      ...{ email: 'uusi@example.fi', firstName: 'Uusi', lastName: 'Ihminen', role: 'expert' },
      ...{ organizationId, language: 'fi' },
    },
  });
  await openRules(owner.client);
  const editor = await active('Eija', 'editor');
  await editor.client.proposeInvitation({
    body: {
      ...{ email: 'ehdokas@example.fi', firstName: 'Ehdokas', lastName: 'Salo', role: 'expert' },
      organizationId,
    },
  });
  await editor.client.fileDataRequest({ body: { kind: 'access' } });
  await offerFromElsewhere();
  const subject = (await active('Martti', 'expert')).userId;
  const windows = [
    ['admin', await signedIn(service, service.firstAdministrator)],
    ['primary_user', await signedIn(service, owner.email)],
    ['editor', await signedIn(service, editor.email)],
  ] as const;
  for (const [role, window] of windows)
    for (const { title, steps } of tasksOf[role]) {
      const [first, ...rest] = steps;
      const path = first?.do === 'open' ? pages[first.page].path : `/people/${subject}`;
      // Signing in is behind them; a new password needs no page of their own.
      if (needWork.includes(path) || (first?.do === 'open' && pages[first.page].who === 'everyone'))
        continue;
      await window.goto(path);
      await window.waitForFunction(() => !document.querySelector('main .loading'));
      await window.locator('main h1').waitFor();
      for (const said of rest.flatMap((step) => saidIn(step, 'fi'))) {
        await onPage(window, said, `${role}: ${title.en}`);
        // What follows is in its menu or form.
        if (opening.includes(said))
          await window.getByRole('button', { name: said }).first().click();
      }
    }
});

/** As a label, a button, a link or a choice. */
async function onPage(window: Page, said: string, what: string): Promise<void> {
  const found = () =>
    window.evaluate((text) => {
      const shown = [...document.querySelectorAll('main button, main a, main label, main legend')];
      const named = [...document.querySelectorAll('main summary, main h2, main [role=menuitem]')];
      return [...shown, ...named].some((each) => each.textContent?.trim().startsWith(text));
    }, said);
  await expect.poll(found, { timeout: waitMs, message: `${what}: ${said}` }).toBe(true);
}

async function openRules(client: Client): Promise<void> {
  const params = { organizationId };
  const { etag } = await client.readAdmissionRules({ params });
  const body = { proposals: true };
  await client.changeAdmissionRules({ params, body, ifMatch: etag });
}

async function offerFromElsewhere(): Promise<void> {
  const body = { name: 'Tuusula', language: 'fi' } as const;
  const { organizationId: from } = await administrator.createOrganization({ body });
  const given = { firstName: 'Aatu', role: 'expert', organizationId: from } as const;
  const { userId } = await activeColleague(service, administrator, given);
  const { etag } = await administrator.readUser({ params: { userId } });
  const offer = { organizationId };
  await administrator.offerUser({ params: { userId }, body: offer, ifMatch: etag });
}

test('by keyboard, the guide shows the tasks of another role', async () => {
  const { email } = await active('Vilma', 'expert');
  const window = await signedIn(service, email);
  await window.getByRole('link', { name: pages.guide.title.fi, exact: true }).click();
  await window.getByRole('heading', { name: texts.fi.tasksOf.expert }).waitFor();
  await window.getByRole('radio').last().focus();
  await window.keyboard.press('ArrowUp');
  await window.keyboard.press('ArrowUp');
  await window.getByRole('heading', { name: texts.fi.tasksOf.primary_user }).waitFor();
});

/**
 * Promise: everything from the first administrator's e-mail to erasure works by clicking, in each
 * language, with the real service and its real e-mails. `npm test` tells the story once, and each of
 * its people uses another language.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Language, languages } from '../../src/policy/languages.ts';
import { roleNames } from '../../src/policy/role-names.ts';
import { texts as activation } from '../../src/portal/pages/activate.texts.ts';
import { texts as forgotten } from '../../src/portal/pages/forgot-password.texts.ts';
import { texts as organizations } from '../../src/portal/pages/organizations/texts.ts';
import { texts as people } from '../../src/portal/pages/people/texts.ts';
import { texts as person } from '../../src/portal/pages/person/texts.ts';
import { pages } from '../../src/portal/pages.ts';
import { common } from '../../src/portal/texts/common.ts';
import { inDepth } from '../support/depth.ts';
import { type PortalService, password, startPortalService } from '../support/portal-service.ts';
import { hasCount } from '../support/shown.ts';

const newPassword = 'eleven quiet otters paddle';
/** Not the default, so that pages must get the number from the service. */
const eraseAfterDays = 45;

let service: PortalService;
beforeAll(async () => {
  service = await startPortalService({ ERASE_AFTER_DAYS: String(eraseAfterDays) });
});
afterAll(() => service.stop());

type Cast = readonly [administrator: Language, primaryUser: Language, editor: Language];
/** Windows start in the browser's language, and switch to the person's own at sign-in. */
const casts: readonly Cast[] = inDepth(
  [['fi', 'sv', 'en']],
  languages.map((one) => [one, one, one] as const),
);

test.each(casts)('the whole story in %s, %s and %s', async (inOffice, atHome, atDesk) => {
  const administrator = await service.openWindow(inOffice);
  const office = `Office ${inOffice}`;
  const aino = { email: `aino.${atHome}@example.fi`, firstName: 'Aino', lastName: 'Aalto' };
  const leo = { email: `leo.${atDesk}@example.fi`, firstName: 'Leo', lastName: 'Lind' };

  await enterAsAdministrator(administrator, inOffice);
  await addOrganization(administrator, inOffice, office);
  await invite(administrator, inOffice, aino, 'primary_user', office);

  const primaryUser = await service.openWindow(atHome);
  await activate(primaryUser, atHome, aino.email);
  await invite(primaryUser, atHome, leo, 'editor');

  const editor = await service.openWindow(atDesk);
  await activate(editor, atDesk, leo.email);
  await setForgottenPassword(editor, atDesk, leo.email);

  await findPerson(primaryUser, atHome, leo.lastName);
  await deactivate(primaryUser, atHome);
  await noticesEndOfSession(editor, atDesk);

  await findPerson(administrator, inOffice, leo.lastName);
  await restore(administrator, inOffice);
  await signIn(editor, atDesk, leo.email, newPassword);
  await findPerson(administrator, inOffice, leo.lastName);
  await erase(administrator, inOffice);
  await editor.reload();
  await editor.getByRole('button', { name: common[atDesk].signIn, exact: true }).waitFor();
});

async function enterAsAdministrator(page: Page, language: Language): Promise<void> {
  const activated = await administratorIsIn();
  if (activated) await signIn(page, language, service.firstAdministrator, password);
  else
    await activate(page, language, service.firstAdministrator, await service.invitationOfFirst());
}

let entered = false;
async function administratorIsIn(): Promise<boolean> {
  const before = entered;
  entered = true;
  return before;
}

async function activate(page: Page, language: Language, email: string, given?: string) {
  const text = activation[language];
  await page.goto(given ?? (await service.linkFor(email)));
  await page.getByLabel(text.password, { exact: true }).fill(password);
  expect(new URL(page.url()).hash).toBe('');
  await page.getByLabel(text.language).selectOption(language);
  await page.getByLabel(text.read).check();
  await page.getByRole('button', { name: text.activate }).click();
  await page.getByRole('heading', { name: pages.home.title[language] }).waitFor();
}

async function signIn(page: Page, language: Language, email: string, secret: string) {
  await page.goto('/sign-in');
  await page.locator(`header button[lang=${language}]`).click();
  await page.getByLabel(common[language].email).fill(email);
  await page.locator('input[name=password]').fill(secret);
  await page.getByRole('button', { name: common[language].signIn, exact: true }).click();
  await page.getByRole('heading', { name: pages.home.title[language] }).waitFor();
}

async function addOrganization(page: Page, language: Language, name: string): Promise<void> {
  const text = organizations[language];
  await page.getByRole('link', { name: pages.organizations.title[language] }).click();
  await page.getByLabel(common[language].name).fill(name);
  await page.getByLabel(text.language).selectOption(language);
  await page.getByRole('button', { name: text.addButton, exact: true }).click();
  await page.getByText(text.added(name)).waitFor();
}

type Invitee = { email: string; firstName: string; lastName: string };

async function invite(
  page: Page,
  language: Language,
  { email, firstName, lastName }: Invitee,
  role: 'primary_user' | 'editor',
  organization?: string,
): Promise<void> {
  const words = common[language];
  const text = people[language];
  await page.getByRole('link', { name: pages.people.title[language], exact: true }).click();
  await page.getByRole('link', { name: text.invite }).click();
  await page.getByLabel(words.email).fill(email);
  await page.getByLabel(words.firstName).fill(firstName);
  await page.getByLabel(words.lastName).fill(lastName);
  if (organization)
    await page
      .getByLabel(words.organization, { exact: true })
      .selectOption({ label: organization });
  await page.locator('label').getByText(roleNames[language][role], { exact: true }).click();
  await page.getByRole('button', { name: text.send }).click();
  await page.getByText(text.invited(`${firstName} ${lastName}`)).waitFor();
}

async function setForgottenPassword(page: Page, language: Language, email: string) {
  await page.getByRole('button', { name: common[language].signOut }).click();
  await page.getByText(common[language].signedOut).waitFor();
  await page.locator('a[href="/forgot-password"]').click();
  await page.getByLabel(common[language].email).fill(email);
  await page.getByRole('button', { name: forgotten[language].send }).click();
  await page.getByText(forgotten[language].sent).waitFor();
  await page.goto(await service.linkFor(email));
  await page.locator('input[name=password]').fill(newPassword);
  await page.locator('main button[type=submit]').click();
  await page.locator('main a[href="/sign-in"]').waitFor();
  await signIn(page, language, email, newPassword);
}

async function findPerson(page: Page, language: Language, lastName: string): Promise<void> {
  await page.getByRole('link', { name: pages.people.title[language], exact: true }).click();
  await page.getByLabel(people[language].search).fill(`${lastName} Leo`);
  await page.getByLabel(people[language].search).fill(lastName);
  // Rows that move between pressing and releasing would take the click.
  await hasCount(page.locator('main tbody tr').filter({ hasNotText: lastName }), 0);
  await page.locator('main [aria-busy=true]').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: lastName }).last().click();
  await page.getByRole('heading', { name: lastName }).waitFor();
}

async function deactivate(page: Page, language: Language): Promise<void> {
  const text = person[language];
  await page.getByRole('button', { name: common[language].actions }).click();
  await page.getByRole('button', { name: text.deactivate }).click();
  await page.getByRole('dialog').getByText(text.deactivateText(eraseAfterDays)).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: text.deactivate }).click();
  await page.getByText(text.deactivated).waitFor();
}

/** The person's next action shows that the session has ended. */
async function noticesEndOfSession(page: Page, language: Language): Promise<void> {
  await page.getByRole('link', { name: pages.myData.title[language], exact: true }).click();
  await page.getByText(common[language].sessionEnded).waitFor();
}

async function restore(page: Page, language: Language): Promise<void> {
  const text = person[language];
  await page.getByRole('button', { name: common[language].actions }).click();
  await page.getByRole('button', { name: text.restore }).click();
  await page.getByRole('dialog').getByRole('button', { name: text.restore }).click();
  await page.getByText(text.restored).waitFor();
}

async function erase(page: Page, language: Language): Promise<void> {
  const text = person[language];
  const words = common[language];
  await page.getByRole('button', { name: common[language].actions }).click();
  await page.getByRole('button', { name: text.erase }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: text.erase }).click();
  await dialog.getByText(words.errors).waitFor();
  await dialog.getByLabel(words.typeToConfirm(words.confirmWord)).fill(words.confirmWord);
  await dialog.getByRole('button', { name: text.erase }).click();
  await page.getByText(text.erased).waitFor();
}

/**
 * Promise: an administrator connects a system, changes its details and its secrets, and disables it,
 * with the mouse or the keyboard alone, and learns from each error what to do.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, createClient } from '../../src/client/client.ts';
import { signalTexts } from '../../src/portal/pages/systems/signal-texts.ts';
import { texts } from '../../src/portal/pages/systems/texts.ts';
import { faultTexts } from '../../src/portal/texts/faults.ts';
import { faultsOf, overflowsOf } from '../support/axe.ts';
import { signIn } from '../support/portal-people.ts';
import { type PortalService, password, startPortalService } from '../support/portal-service.ts';
import { hasFocus, hasText, shown } from '../support/shown.ts';
import { startSignalReceiver } from '../support/signal-receiver.ts';
import { authorizationUrl, callback, enter, names, register } from '../support/systems.ts';

let service: PortalService;
let administrator: Client;
let page: Page;
const text = texts.en;
const signal = signalTexts.en;

beforeAll(async () => {
  service = await startPortalService();
  administrator = await service.administrator();
  page = await service.openWindow('en');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/sign-in');
  await signIn(page, service.firstAdministrator);
  await page.locator('header button[lang=en]').click();
});
afterAll(() => service.stop());

const main = () => page.locator('main');
const button = (name: string) => main().getByRole('button', { name, exact: true });
const read = (systemId: string) => administrator.readSystem({ params: { systemId } });
const copied = () => page.evaluate(() => navigator.clipboard.readText());

async function fillNames(name: string): Promise<void> {
  for (const language of ['fi', 'sv', 'en'])
    await page.fill(`[id="settings-name.${language}"]`, `${name} ${language}`);
}

test('connects a system from the menu and shows its secret once, to be copied', async () => {
  await page.getByRole('navigation').getByRole('link', { name: 'Connected systems' }).click();
  await main().getByRole('link', { name: text.add }).click();
  await fillNames('Wiki');
  await page.fill('#settings-redirectUris', `${callback}\nhttps://wiki.example.fi/in?a=b`);
  await main().getByLabel('expert', { exact: true }).uncheck();
  await button(text.register).click();
  await hasText(main(), text.connected('Wiki en'));
  await hasFocus(page, 'main .done');
  const { items } = await administrator.listSystems();
  const made = items.find(({ name }) => name.en === 'Wiki en');
  expect(made).toMatchObject({
    redirectUris: [callback, 'https://wiki.example.fi/in?a=b'],
    roles: ['admin', 'primary_user', 'editor'],
    ...{ authentication: 'client_secret_basic', pkceRequired: true, idTokenAlgorithm: 'RS256' },
  });
  await button(text.copy).click();
  await hasText(main(), text.copied);
  await shown(() => copied()).toBe(await main().locator('code.secret').innerText());
  expect(await faultsOf(page)).toEqual([]);
  expect(await overflowsOf(page)).toEqual([]);
  await main().getByRole('link', { name: text.toSystem }).click();
  await hasText(main(), made?.systemId ?? 'missing');
  await shown(() => page.content()).not.toContain(await copied());
});

test('each field that is wrong says what to do, and keeps what was typed', async () => {
  await page.goto('/systems/new');
  await button(text.register).click();
  await hasText(main(), faultTexts.en.required);
  await fillNames('Blog');
  const wrong = 'http://blog.example.fi/in';
  await page.fill('#settings-redirectUris', wrong);
  for (const role of await main()
    .getByLabel(/admin|primary|editor|expert/)
    .all())
    await role.uncheck();
  await page.fill('#settings-keys', 'no keys');
  await button(text.register).click();
  await hasText(main(), faultTexts.en.choose_some);
  await hasText(main(), faultTexts.en.format);
  await main().getByLabel('editor', { exact: true }).check();
  await page.fill('#settings-keys', '');
  await page.fill('[id="settings-name.sv"]', 'see www.example.fi');
  await button(text.register).click();
  await hasText(main(), `${text.redirectUris}: ${faultTexts.en.system_address}`);
  await hasText(main(), `Name in Swedish: ${faultTexts.en.web_address}`);
  await shown(() => page.inputValue('#settings-redirectUris')).toBe(wrong);
  expect(await faultsOf(page)).toEqual([]);
  await page.fill('#settings-redirectUris', `${callback}\n${callback}`);
  await page.fill('#settings-backchannelLogoutUri', 'https://10.0.0.1/out');
  await button(text.register).click();
  await hasText(main(), `${text.redirectUris}: ${faultTexts.en.repeated}`);
  await hasText(main(), `${text.backchannelLogoutUri}: ${faultTexts.en.system_address}`);
  expect((await administrator.listSystems()).items.some(({ name }) => name.en === 'Blog en')).toBe(
    false,
  );
});

test('changes details by keyboard, and can take the address for ended sessions away', async () => {
  const backchannelLogoutUri = 'https://manual.example.fi/out';
  const { systemId } = await register(administrator, { backchannelLogoutUri });
  await page.goto(`/systems/${systemId}`);
  await page.locator('#settings-backchannelLogoutUri').focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Enter');
  await hasText(main(), text.saved);
  await hasFocus(page, 'main .done');
  const after = await read(systemId);
  expect(after.backchannelLogoutUri).toBeUndefined();
  expect(after).toMatchObject({ name: names, redirectUris: [callback], groupsClaim: 'groups' });
});

test('a new secret works beside the old one, which is removed after a question', async () => {
  const { systemId } = await register(administrator);
  const [old] = (await read(systemId)).secrets;
  await page.goto(`/systems/${systemId}`);
  await button(text.newSecret).focus();
  await page.keyboard.press('Enter');
  await hasFocus(page, 'main .done');
  await hasText(main(), text.keepSecret);
  expect(await faultsOf(page)).toEqual([]);
  expect(await overflowsOf(page)).toEqual([]);
  await shown(() => button(text.newSecret).count()).toBe(0);
  await button(text.remove).first().click();
  await hasText(page.getByRole('dialog'), text.removeText);
  await page.getByRole('dialog').getByRole('button', { name: text.remove }).click();
  await hasText(main(), text.removed);
  const { secrets } = await read(systemId);
  expect(secrets).toHaveLength(1);
  expect(secrets[0]?.secretId).not.toBe(old?.secretId);
});

test('disabling says what it ends, can be left with Escape, and can be undone', async () => {
  const { systemId } = await register(administrator);
  await page.goto(`/systems/${systemId}`);
  await button(text.disable).focus();
  await page.keyboard.press('Enter');
  await hasText(page.getByRole('dialog'), text.disableText);
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await hasFocus(page, 'main button');
  expect((await read(systemId)).disabledAt).toBeUndefined();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: text.disable }).click();
  await hasText(main(), text.disabledNow);
  expect((await read(systemId)).disabledAt).toBeDefined();
  await button(text.enable).click();
  await hasText(main(), text.enabledNow);
  expect((await read(systemId)).disabledAt).toBeUndefined();
});

test('chooses how a system is told of changes, sees what has not arrived, and sends it again', async () => {
  const receiver = await startSignalReceiver();
  const { systemId } = await register(administrator, { pkceRequired: false });
  await page.goto(`/systems/${systemId}`);
  const form = page.locator('form').filter({ has: page.locator('#signals-endpoint') });
  await form.getByText(signal.deliveries.push).click();
  await form.getByRole('button', { name: 'Save' }).click();
  await hasText(form, faultTexts.en.required);
  await page.fill('#signals-endpoint', receiver.uri);
  await page.fill('#signals-authorization', 'Bearer known to the system alone');
  await form.getByRole('button', { name: 'Save' }).click();
  await hasText(main(), signal.saved);
  await hasText(main(), signal.none);
  await shown(() => page.content()).not.toContain('known to the system alone');
  receiver.answerStatus(400);
  const { organizationId } = await administrator.me();
  const client = createClient(service.url);
  const invitee = { email: 'kaisa@espoo.fi', firstName: 'Kaisa', lastName: 'Aalto' };
  const { userId } = await administrator.createInvitation({
    body: { ...invitee, role: 'expert', language: 'en', organizationId },
  });
  const token = (await service.linkFor(invitee.email)).split('#')[1] ?? '';
  await client.activate({ body: { token, password, language: 'en', privacyNoticeRead: true } });
  await client.signIn({ body: { email: invitee.email, password } });
  await enter(client, authorizationUrl(systemId));
  const params = { userId };
  const { etag } = await administrator.readUser({ params });
  await administrator.deactivateUser({ params, body: {}, ifMatch: etag });
  const waiting = () => administrator.listSignals({ params: { systemId }, query: {} });
  await shown(async () => (await waiting()).items.length).toBe(1);
  await page.reload();
  await hasText(main(), signal.tried);
  expect(await faultsOf(page)).toEqual([]);
  expect(await overflowsOf(page)).toEqual([]);
  receiver.answerWith();
  await button(signal.resend).first().click();
  await hasText(main(), signal.resent);
  await shown(async () => (await waiting()).items).toEqual([]);
  expect(receiver.take().at(-1)?.headers.authorization).toBe('Bearer known to the system alone');
  receiver.stop();
});

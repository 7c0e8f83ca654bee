/** Promise: two-step verification works by clicking, with an app, recovery codes and a passkey. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, type ProblemError } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { faultsOf, overflowOf } from '../support/axe.ts';
import { addApp, codeOf } from '../support/factors.ts';
import { type PortalService, password, startPortalService } from '../support/portal-service.ts';
import { refused } from '../support/refused.ts';
import { authorizationUrl, callback, register } from '../support/systems.ts';

let service: PortalService;
/** The administrator's recovery codes, as shown by the pages. */
let codes: string[];
const required = { SECOND_FACTOR_REQUIRED_FOR: 'administrators' };
const real = { clock: { now: () => Date.now() } };

beforeAll(async () => {
  service = await startPortalService(required, 'localhost');
  await service.administrator();
});
afterAll(() => service.stop());

/** Signs in after choosing the window's language, which then stays. */
async function signIn(page: Page, email: string) {
  await page.goto('/sign-in');
  const language = await page.evaluate(() => navigator.language.slice(0, 2));
  await page.locator(`header button[lang="${language}"]`).click();
  await page.fill('#email', email);
  await page.fill('#password', password);
  await page.keyboard.press('Enter');
}

/** Leaving at once is another test: here the page says that it is done. */
async function signOut(page: Page, name: string) {
  await page.getByRole('button', { name }).click();
  await page.waitForSelector('#email');
}

/** Waits for the next code, because each works once. */
async function nextCode(secret: string, after: string): Promise<string> {
  while (codeOf(real, secret) === after) await new Promise((go) => setTimeout(go, 500));
  return codeOf(real, secret);
}

test('an administrator has to set up an app and then signs in with its codes', async () => {
  const page = await service.openWindow('en', 320);
  await signIn(page, service.firstAdministrator);
  await page.getByText('Your role requires two-step verification.').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.fill('#app-currentPassword', password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
  const secret = ((await page.textContent('.secret')) ?? '').replaceAll(' ', '');
  expect(await faultsOf(page)).toEqual([]);
  expect(await overflowOf(page)).toBe(0);
  await page.fill('#confirm-code', '12');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('link', { name: /^Code from the authenticator app/ }).waitFor();
  const first = codeOf(real, secret);
  await page.fill('#confirm-code', first);
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
  codes = await page.locator('.codes code').allTextContents();
  expect(codes).toHaveLength(limit.recoveryCodes);
  expect(await faultsOf(page)).toEqual([]);
  expect(await overflowOf(page)).toBe(0);
  await page.getByRole('button', { name: 'I have saved the codes' }).click();
  await page.getByRole('heading', { name: 'Home' }).waitFor();
  await page.getByRole('button', { name: 'Menu' }).click();
  await signOut(page, 'Sign out');

  await signIn(page, service.firstAdministrator);
  await page.getByRole('heading', { name: 'Confirm that it is you' }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  expect(await overflowOf(page)).toBe(0);
  await page.fill('#code-code', first);
  await page.keyboard.press('Enter');
  await page.getByText('The code is not correct.').waitFor();
  await page.fill('#code-code', await nextCode(secret, first));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Home' }).waitFor();

  await page.getByRole('button', { name: 'Menu' }).click();
  await signOut(page, 'Sign out');
  await signIn(page, service.firstAdministrator);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.fill('#recovery-recoveryCode', codes[0] ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Home' }).waitFor();
});

test('a passkey is added, completes a sign-in and replaces the password', async () => {
  const page = await service.openWindow('fi');
  await withDevice(page);
  await signIn(page, service.firstAdministrator);
  await page.getByRole('button', { name: 'Käytä palautuskoodia' }).click();
  await page.fill('#recovery-recoveryCode', codes[1] ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Etusivu' }).waitFor();
  await page.goto('/second-factor');
  await page.fill('#passkey-currentPassword', password);
  await page.getByRole('button', { name: 'Lisää pääsyavain' }).click();
  await page.getByText('Pääsyavain on käytössä.').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await signOut(page, 'Kirjaudu ulos');

  await signIn(page, service.firstAdministrator);
  await page.getByRole('button', { name: 'Käytä pääsyavainta' }).click();
  await page.getByRole('heading', { name: 'Etusivu' }).waitFor();
  await signOut(page, 'Kirjaudu ulos');

  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Kirjaudu pääsyavaimella' }).click();
  await page.getByRole('heading', { name: 'Etusivu' }).waitFor();
  await page.goto('/second-factor');
  await page.getByRole('button', { name: 'Poista vahvistustapa Tämä laite' }).click();
  await page.fill('#remove-currentPassword', password);
  await page.getByRole('dialog').getByRole('button', { name: 'Poista' }).click();
  await page.getByText('Vahvistustapa on poistettu.').waitFor();
  await page.getByRole('button', { name: 'Tee uudet koodit' }).click();
  await page.fill('#renew-currentPassword', password);
  await page.getByRole('dialog').getByRole('button', { name: 'Tee uudet koodit' }).click();
  await page.getByRole('heading', { name: 'Palautuskoodisi' }).waitFor();
  const renewed = await page.locator('.codes code').allTextContents();
  expect(renewed.filter((code) => codes.includes(code))).toEqual([]);
  codes = renewed;
});

test("an administrator removes a colleague's lost factors", async () => {
  const page = await service.openWindow('sv');
  await signIn(page, service.firstAdministrator);
  await page.getByRole('button', { name: 'Använd en återställningskod' }).click();
  await page.fill('#recovery-recoveryCode', codes[0] ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Startsida' }).waitFor();
  const { client, userId, email } = await colleague();
  await addApp(real, client, 'Puhelin');
  await page.goto(`/people/${userId}`);
  await page.getByText('På', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Åtgärder' }).click();
  await page.getByRole('button', { name: 'Återställ tvåstegsverifieringen' }).click();
  await page.fill('#reset-factor-currentPassword', password);
  await page.keyboard.press('Enter');
  await page.getByText('Tvåstegsverifieringen har återställts.').waitFor();
  await expect(client.me()).rejects.toEqual(refused('not_signed_in'));
  await service.host.idle();
  const [newest] = await service.mailbox.messages(email);
  expect(newest?.subject).toBe('Kaksivaiheinen tunnistautuminen on poistettu käytöstä tililläsi');
});

/** Adds a virtual authenticator to the browser, with passkeys and user verification. */
async function withDevice(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  });
}

/** Invites a colleague over the API; the administrator signs in there with a recovery code. */
async function colleague() {
  const administrator = createClient(service.url);
  const signedIn = administrator.signIn({ body: { email: service.firstAdministrator, password } });
  const { secondFactor } = await signedIn.then(
    () => Promise.reject(new Error('no second step was asked for')),
    (error: ProblemError) => error,
  );
  const ticket = secondFactor?.ticket ?? '';
  await administrator.completeSignIn({ body: { ticket, recoveryCode: codes[1] ?? '' } });
  const { organizationId } = await administrator.me();
  const email = 'liisa@example.fi';
  const names = { firstName: 'Liisa', lastName: 'Laine', language: 'fi' } as const;
  const invitee = { ...names, email, organizationId, role: 'editor' } as const;
  const { userId } = await administrator.createInvitation({ body: invitee });
  const token = (await service.linkFor(email)).split('#')[1] ?? '';
  const client = createClient(service.url);
  const given = { token, password, language: 'fi', privacyNoticeRead: true } as const;
  await client.activate({ body: given });
  return { client, userId, email };
}

test('an invited administrator who comes from a system sets up an app and is led on to it, later with a second step', async () => {
  const admin = createClient(service.url);
  const first = { email: service.firstAdministrator, password };
  const { secondFactor } = await admin.signIn({ body: first }).catch((problem) => problem);
  const ticket = secondFactor.ticket;
  await admin.completeSignIn({ body: { ticket, recoveryCode: codes.at(-1) ?? '' } });
  const { systemId } = await register(admin, { pkceRequired: false });
  const email = 'second.admin@example.fi';
  const { organizationId } = await admin.me();
  const invited = { email, firstName: 'Aino', lastName: 'Aalto', role: 'admin' } as const;
  await admin.createInvitation({ body: { ...invited, organizationId, language: 'en' } });

  const page = await service.openWindow('en');
  await page.route('https://manual.example.fi/**', (route) => route.fulfill({ body: 'manual' }));
  await page.goto(`/authorize${authorizationUrl(systemId, { state: 'x' }).search}`);
  await page.waitForSelector('#email');
  await page.goto(await service.linkFor(email));
  await page.fill('#password', password);
  await page.check('#privacyNoticeRead-yes');
  await page.keyboard.press('Enter');
  await page.fill('#app-currentPassword', password);
  await page.keyboard.press('Enter');
  const secret = ((await page.textContent('.secret')) ?? '').replaceAll(' ', '');
  await page.fill('#confirm-code', codeOf(real, secret));
  await page.keyboard.press('Enter');
  await page.locator('.codes').waitFor();
  const [recoveryCode = ''] = await page.locator('.codes code').allTextContents();
  await page.locator('main .buttons button').last().click();
  await page.waitForURL(`${callback}?**`);
  expect(new URL(page.url()).searchParams.get('code')).toBeTruthy();

  const later = await service.openWindow('en');
  await later.route('https://manual.example.fi/**', (route) => route.fulfill({ body: 'manual' }));
  await later.goto(
    `/authorize${authorizationUrl(systemId, { acr_values: 'second_factor' }).search}`,
  );
  await later.fill('#email', email);
  await later.fill('#password', password);
  await later.keyboard.press('Enter');
  await later.getByRole('button', { name: 'Use a recovery code' }).click();
  await later.fill('#recovery-recoveryCode', recoveryCode);
  await later.keyboard.press('Enter');
  await later.waitForURL(`${callback}?**`);
  expect(new URL(later.url()).searchParams.get('code')).toBeTruthy();
});

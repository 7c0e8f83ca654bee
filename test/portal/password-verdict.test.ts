/** Promise: the strength that a page shows of a new password is what the service says of it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, ProblemError } from '../../src/client/client.ts';
import { faultTexts } from '../../src/portal/texts/faults.ts';
import { texts as strengths } from '../../src/portal/ui/password-field.tsx';
import { type PortalService, startPortalService } from '../support/portal-service.ts';

let service: PortalService;
let link: string;

beforeAll(async () => {
  service = await startPortalService();
  link = await service.invitationOfFirst();
});
afterAll(() => service.stop());

const faultNames = new Map<string, string>(
  Object.entries(faultTexts.en).map(([rule, text]) => [String(text), rule]),
);

/** Waits for what the page says of this password. */
async function shows(page: Page, password: string, wanted: string | undefined) {
  await page.fill('#password', password);
  const shown = async () => {
    const text = (await page.locator('.strength').textContent())?.trim() ?? '';
    return faultNames.get(text) ?? text;
  };
  await expect.poll(shown, { timeout: 20_000, message: password }).toBe(wanted);
}

async function saidBy(password: string): Promise<string | undefined> {
  const body = { token: link.split('#')[1] ?? '', password };
  const answer = await createClient(service.url)
    .activate({ body: { ...body, language: 'en', privacyNoticeRead: true } })
    .catch((error: unknown) => error);
  return answer instanceof ProblemError ? answer.faults[0]?.rule : undefined;
}

test('S17: every refusal of the service is shown while typing, with the same reason', async () => {
  const page = await service.openWindow('en');
  await page.goto(link);
  const { email, firstName } = await createClient(service.url).checkLink({
    body: { token: link.split('#')[1] ?? '' },
  });
  const weak = [
    'qwertyuiopasdfghjkl',
    '0123456789abcdef',
    'aaaaaaaaaaaaaaaaaaaa',
    'trustno1trustno1',
    `${email}`,
    `${firstName}${firstName}${firstName} 1985`,
    'P4ssw0rd-P4ssw0rd!',
  ].filter((password) => password.length >= 15);
  for (const password of weak) {
    const rule = await saidBy(password);
    expect(rule, password).toBeDefined();
    await shows(page, password, rule);
  }
  const { strength, fair, good } = strengths.en;
  await shows(page, 'kvxw plum tornx', `${strength}: ${fair}`);
  await shows(page, 'seven green herons wade', `${strength}: ${good}`);
  await shows(page, 'short', `${strength}: 10 more characters`);
});

/**
 * Promise: every period or size named in a page, an e-mail, a notice, a refusal or the API
 * description is the one in force. Here every setting and limit has an unusual value.
 */

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../src/client/client.ts';
import { limit } from '../src/policy/limits.ts';
import { countedThings } from './support/counted-things.ts';
import type { Service } from './support/harness.ts';
import { otherSettings } from './support/other-limits.ts';

const languages = ['fi', 'sv', 'en'] as const;
const kibibyte = 1_024;

/** Every number that a text may name: of settings, limits and what is derived from them. */
const inForce = new Set([
  ...Object.values(otherSettings).flatMap((value) => String(value).split(',').map(Number)),
  ...Object.values(limit),
  limit.throttleKeptDays + 1,
  Math.floor(limit.importBytesMax / kibibyte),
]);

/** @returns the places in the texts that name a number not in force */
function foreign(texts: Iterable<string>, more: readonly number[] = []): string[] {
  return [...texts]
    .flatMap((text) => countedThings(text))
    .filter(({ count }) => count === undefined || !(inForce.has(count) || more.includes(count)))
    .map(({ place }) => place);
}

/** All strings in a value; functions are called with the number. */
function* stringsIn(value: unknown, given: number): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'function') yield* stringsIn(value(given, given), given);
  else if (value !== null && typeof value === 'object')
    for (const each of Object.values(value)) yield* stringsIn(each, given);
}

const isTable = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && languages.every((name) => name in value);

describe('the portal', () => {
  const portal = join(import.meta.dirname, '..', 'src', 'portal');
  const files = globSync('**/*.{ts,tsx}', { cwd: portal }).filter((path) => path !== 'main.tsx');
  const tables = new Map<string, object[]>();
  beforeAll(async () => {
    for (const path of files)
      tables.set(path, Object.values(await import(join(portal, path))).filter(isTable));
    const { pages } = await import('../src/portal/pages.ts');
    tables.set(
      'titles',
      Object.values(pages).map(({ title }) => title),
    );
  });

  test('every table of texts is exported, so that none is missed here', () => {
    for (const path of files) {
      if (path === 'language.tsx') continue;
      const made = readFileSync(join(portal, path), 'utf8').split('inEveryLanguage(').length - 1;
      expect.soft(tables.get(path)?.length, path).toBeGreaterThanOrEqual(made);
    }
  });

  test('names only numbers in force', () => {
    const sample = 98_765;
    for (const [path, found] of tables)
      expect.soft(foreign(stringsIn(found, sample), [sample]), path).toEqual([]);
  });

  test('uses the singular for one', () => {
    const fi =
      'päivää|kuukautta|minuuttia|sekuntia|merkkiä|riviä|kutsua|koodia|henkilöä|tapahtumaa';
    const sv = 'dagar|månader|minuter|sekunder|rader|inbjudningar|koder|personer|händelser';
    const en = 'days|months|minutes|seconds|characters|rows|invitations|codes|people|events';
    const plural = new RegExp(`\\b1 (more )?(${fi}|${sv}|${en})(?!\\p{L})`, 'u');
    for (const [path, found] of tables)
      for (const text of stringsIn(found, 1)) expect.soft(text, path).not.toMatch(plural);
  });
});

describe('the service', () => {
  let service: Service;
  let admin: Client;

  beforeAll(async () => {
    const { startService } = await import('./support/harness.ts');
    const env = Object.entries(otherSettings).map(([name, value]) => [name, String(value)]);
    service = await startService(undefined, Object.fromEntries(env));
    admin = await service.signedInAdministrator();
  });
  afterAll(() => service.stop());

  test('tells the portal after how many days a deactivated account is erased', async () => {
    expect((await admin.me()).eraseAfterDays).toBe(otherSettings.ERASE_AFTER_DAYS);
  });

  test.each(languages)('states in its notices what is in force (%s)', async (language) => {
    const query = { language };
    const notice = await admin.privacyNotice({ query });
    const registry = await admin.registryDescription({ query });
    const text = JSON.stringify([notice, registry]);
    expect(foreign([text])).toEqual([]);
    for (const name of ['INACTIVITY_MONTHS', 'ERASE_AFTER_DAYS', 'UNUSED_INVITATION_DAYS'] as const)
      expect(text).toContain(` ${otherSettings[name]} `);
  });

  test('describes the API and its refusals with what is in force', async () => {
    const { problems } = await import('../src/policy/problems.ts');
    const pages = await Promise.all([admin.openapi(), admin.docs()]);
    expect(foreign(stringsIn([pages, problems], 0))).toEqual([]);
    expect(problems.body_too_large.message).toContain(String(limit.importBytesMax));
  });

  test.each(languages)('writes e-mails with what is in force (%s)', async (language) => {
    const { renderMail } = await import('../src/mail/render.ts');
    const { mailSamples } = await import('./support/mail-samples.ts');
    const samples = mailSamples();
    const daysLeft = 13;
    Object.assign(samples.inactivity_notice, {
      daysLeft,
      eraseAfterDays: otherSettings.ERASE_AFTER_DAYS,
    });
    for (const template of Object.keys(samples) as (keyof typeof samples)[]) {
      const mail = renderMail(template, language, samples[template]);
      expect.soft(foreign(Object.values(mail), [daysLeft]), template).toEqual([]);
    }
  });

  test('sends the notice of inactivity with the days of the settings', async () => {
    const body = { name: 'Espoo', language: 'fi' } as const;
    const { organizationId } = await admin.createOrganization({ body });
    await service.join(admin, 'aino@espoo.fi', organizationId, 'editor');
    const months = otherSettings.INACTIVITY_MONTHS;
    service.clock.advance({ months });
    service.clock.advance({ days: -40 });
    await service.runTimer('lifecycle');
    await service.drainMail();
    const [mail] = service.mailbox.messages('aino@espoo.fi');
    expect(mail?.text).toContain(`${otherSettings.ERASE_AFTER_DAYS} days after that`);
    expect(foreign([mail?.text ?? ''], [41, 40])).toEqual([]);
  });
});

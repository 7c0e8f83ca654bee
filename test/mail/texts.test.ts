/** Promise: every e-mail reads well in every language and contains only what it should. */
import { describe, expect, test } from 'vitest';
import { datesIn } from '../../src/mail/dates.ts';
import { type Mail, renderMail } from '../../src/mail/render.ts';
import type { DataRequestKind } from '../../src/policy/data-request-kinds.ts';
import { escapeHtml } from '../../src/policy/escape-html.ts';
import { type Language, languages } from '../../src/policy/languages.ts';
import { limit } from '../../src/policy/limits.ts';
import { type MailTemplate, mailTemplates } from '../../src/policy/mail-templates.ts';
import { roleNames } from '../../src/policy/role-names.ts';
import { roles } from '../../src/policy/roles.ts';
import { serviceNames } from '../../src/policy/service-names.ts';
import { deactivationReasons } from '../../src/policy/statuses.ts';
import { mailSamples, plainWords, sampleLink, samplePublicUrl } from '../support/mail-samples.ts';

const samples = mailSamples();
const cases = mailTemplates.flatMap((template) =>
  languages.map((language) => ({ template, language, mail: render(template, language) })),
);

const lastLines: Record<Language, RegExp> = {
  fi: /^Sait tämän viestin, koska .+\. Tähän viestiin ei voi vastata\.$/,
  sv: /^Du får det här meddelandet eftersom .+\. Det går inte att svara .+\.$/,
  en: /^You received this message because .+\. You cannot reply to this message\.$/,
};

function render(template: MailTemplate, language: Language, from = samples): Mail {
  return renderMail(template, language, from[template]);
}

describe.each(cases)('$template in $language', ({ template, language, mail }) => {
  const data = samples[template];

  test('has no gap, no placeholder and no exclamation mark', () => {
    const all = `${mail.subject}\n${mail.text}\n${mail.html.replace('<!doctype html>', '')}`;
    expect(all).not.toMatch(/undefined|\bnull\b|NaN|Invalid|\[object|\$\{|\{\{|!/);
    expect(mail.text).not.toMatch(/ {2}|\n{3}| \n|\.\./);
  });

  test('has a subject of one line, at most 78 characters, without names', () => {
    expect(mail.subject).toMatch(/^\S.{4,76}\S$/);
    for (const word of Object.values(plainWords)) expect(mail.subject).not.toContain(word);
  });

  test("greets, closes with the service's name, and says whom to contact and why it was sent", () => {
    const [greeting] = mail.text.split('\n');
    expect(greeting).toMatch(/^(Hei|Hej|Dear) Maija,$/);
    for (const part of [serviceNames[language], samplePublicUrl, data.serviceContact])
      expect(mail.text.slice(-450)).toContain(part);
    expect(mail.text.trimEnd().split('\n').at(-1)).toMatch(lastLines[language]);
  });

  test('shows its only link whole in the text and in the HTML', () => {
    const expected = 'link' in data && data.link ? 1 : 0;
    expect(mail.text.split('\n').filter((line) => line === sampleLink)).toHaveLength(expected);
    expect(mail.html.split(`<a href="${escapeHtml(sampleLink)}"`)).toHaveLength(expected + 1);
    expect(mail.html.split(`>${escapeHtml(sampleLink)}<`)).toHaveLength(expected + 1);
  });

  test('is balanced HTML that loads nothing and names its language', () => {
    expect(unbalanced(mail.html)).toEqual([]);
    expect(mail.html).toMatch(new RegExp(`^<!doctype html>\n<html lang="${language}" dir="ltr">`));
    expect(mail.html).not.toMatch(/<(img|script|link|style|iframe|form)|\ssrc=|url\(|@import/i);
    for (const [table] of mail.html.matchAll(/<table[^>]*>/g))
      expect(table).toContain('role="presentation"');
  });

  test('has the same content in text and in HTML', () => {
    const html = unescapeHtml(mail.html.replace(/<[^>]+>/g, '\n'));
    for (const line of mail.text.split('\n').filter((line) => !/^- |:$|: /.test(line)))
      expect(html).toContain(line);
  });
});

describe('hostile input', () => {
  const hostile = '<b onclick="x">\'& \r\nBcc: all@evil.example\r\n\r\n\u202eEvil\u0000\ud800</b>';
  const words = { person: hostile, other: hostile, organization: hostile };
  const from = mailSamples({ ...words, otherOrganization: hostile, reason: hostile });

  test.each(cases)('stay plain text in $template in $language', ({ template, language, mail }) => {
    const evil = render(template, language, from);
    expect(evil.subject).toBe(mail.subject);
    expect(evil.text.split('\n')).toHaveLength(mail.text.split('\n').length);
    expect(evil.text).not.toMatch(/^Bcc/m);
    expect(evil.html).toContain('&lt;b onclick=&quot;x&quot;&gt;&#39;&amp; Bcc: all');
    expect(evil.html).not.toMatch(/<b\b/);
    expect(tags(evil.html)).toEqual(tags(mail.html));
    const controls = [...evil.text, ...evil.html].filter((character) => character < ' ');
    expect(new Set(controls)).toEqual(new Set(['\n']));
    expect(evil.text + evil.html).not.toMatch(/[\u202a-\u202e\ud800-\udfff]/u);
  });

  test.each([
    'javascript:alert(1)',
    'https://evil.example/link#x',
    'https://accounts.example.fi.evil.example/',
    'https://accounts.example.fi@evil.example/',
    'https://accounts.example.fi/\r\nBcc: x',
    '/link',
    '',
  ])('a link to another site is refused without being repeated (%j)', (link) => {
    const data = { ...samples.password_reset, link };
    const refusal = 'the link of a password_reset e-mail must be under the service';
    expect(() => renderMail('password_reset', 'fi', data)).toThrow(refusal);
    expect(() => renderMail('password_reset', 'fi', data)).not.toThrow(/evil|alert/);
  });

  test('a contact that is not an e-mail address is shown, not linked', () => {
    const data = { ...samples.restored, serviceContact: 'javascript:x" <09 310 1691>' };
    const { html } = renderMail('restored', 'en', data);
    expect(html).toContain('javascript:x&quot; &lt;09 310 1691&gt;');
    expect(html).not.toContain('<a ');
  });
});

describe('variants', () => {
  test.each(mailTemplates)('%s differs between the languages in subject and text', (template) => {
    const mails = languages.map((language) => render(template, language));
    expect(new Set(mails.map((mail) => mail.subject)).size).toBe(languages.length);
    expect(new Set(mails.map((mail) => mail.text)).size).toBe(languages.length);
  });

  test.each(languages)('every reason for deactivation has its own wording in %s', (language) => {
    const texts = deactivationReasons.map(
      (reason) => renderMail('deactivated', language, { ...samples.deactivated, reason }).text,
    );
    expect(new Set(texts).size).toBe(deactivationReasons.length);
  });

  test.each(languages)('a deactivation without a link names the contact in %s', (language) => {
    const data = { ...samples.deactivated, link: null };
    const { text, html } = renderMail('deactivated', language, data);
    expect(text.split('manual-support@example.fi')).toHaveLength(3);
    expect(html).not.toContain('<table');
    expect(text).not.toMatch(/alla olevan|nedan|below|\bnull\b/);
  });

  test.each(languages)('every kind of data request has its own wording in %s', (language) => {
    const kinds: DataRequestKind[] = ['access', 'correct', 'erase', 'restrict', 'object'];
    const texts = kinds.map(
      (kind) =>
        renderMail('data_request_received', language, { ...samples.data_request_received, kind })
          .text,
    );
    expect(new Set(texts).size).toBe(kinds.length);
  });

  test.each(languages)('an invitation shows each role, and the service as inviter, in %s', (l) => {
    for (const each of roles) {
      const data = { ...samples.invitation, role: each, inviterName: null };
      const { text } = renderMail('invitation', l, data);
      expect(text).toContain(`: ${roleNames[l][each]}\n`);
      expect(text).toMatch(new RegExp(`^- .+: (the )?${serviceNames[l]}$`, 'm'));
    }
  });

  test.each([
    ['fi', 0, 'enää tämän päivän, 31.12.2026 asti.'],
    ['fi', 1, 'enää yhden päivän, 31.12.2026 asti.'],
    ['fi', 7, 'enää 7 päivää, 31.12.2026 asti.'],
    ['sv', 0, 'bara i dag, till och med 31.12.2026.'],
    ['sv', 1, 'bara 1 dag till, till och med 31.12.2026.'],
    ['sv', 7, 'bara 7 dagar till, till och med 31.12.2026.'],
    ['en', 0, 'only today, until the end of 31 December 2026.'],
    ['en', 1, 'for only 1 more day, until the end of 31 December 2026.'],
    ['en', 7, 'for only 7 more days, until the end of 31 December 2026.'],
  ] as const)('a notice in %s with %i days left', (language, daysLeft, words) => {
    const data = { ...samples.inactivity_notice, daysLeft };
    expect(renderMail('inactivity_notice', language, data).text).toContain(words);
  });

  test.each(languages)(
    'a declined transfer and a declined proposal read correctly in %s',
    (language) => {
      const answered = { ...samples.transfer_answered, accepted: false };
      const refused = renderMail('transfer_answered', language, answered);
      expect(refused.subject).not.toBe(render('transfer_answered', language).subject);
      const declined = { ...samples.invitation_declined, reason: null };
      expect(renderMail('invitation_declined', language, declined).text).not.toMatch(/\bnull\b/);
    },
  );

  test.each(languages)('a long digest shows the first people and the total in %s', (language) => {
    const people = Array.from({ length: 1200 }, (_, index) => ({
      name: `Henkilö ${index}`,
      deactivateOn: '2026-12-31T22:00:00.000Z',
    }));
    const { text } = renderMail('lapse_digest', language, { ...samples.lapse_digest, people });
    expect(text.match(/^- Henkilö/gm)).toHaveLength(limit.digestPeopleMax);
    expect(text).toContain('1200');
  });
});

describe('dates', () => {
  test.each([
    ['2026-12-31T12:00:00Z', '31.12.2026 klo 14.00', '31.12.2026 kl. 14.00'],
    ['2026-12-31T22:05:00Z', '1.1.2027 klo 0.05', '1.1.2027 kl. 0.05'],
    ['2026-03-29T00:59:59Z', '29.3.2026 klo 2.59', '29.3.2026 kl. 2.59'],
    ['2026-03-29T01:00:00Z', '29.3.2026 klo 4.00', '29.3.2026 kl. 4.00'],
    ['2026-10-25T00:30:00Z', '25.10.2026 klo 3.30 (UTC+03:00)', '25.10.2026 kl. 3.30 (UTC+03:00)'],
    ['2026-10-25T01:30:00Z', '25.10.2026 klo 3.30 (UTC+02:00)', '25.10.2026 kl. 3.30 (UTC+02:00)'],
    ['2026-10-25T02:00:00Z', '25.10.2026 klo 4.00', '25.10.2026 kl. 4.00'],
  ])('%s is %s in Finnish and %s in Swedish', (instant, finnish, swedish) => {
    expect(datesIn('fi').moment(instant)).toBe(finnish);
    expect(datesIn('sv').moment(instant)).toBe(swedish);
  });

  test('an instant has a 24-hour time in English', () => {
    expect(datesIn('en').moment('2026-07-01T06:05:00Z')).toBe('1 July 2026 at 09:05');
  });

  test.each([
    ['2026-12-31T22:00:00.000Z', '31.12.2026'],
    ['2026-12-31T22:00:00.001Z', '1.1.2027'],
    ['2026-12-31T12:00:00.000Z', '31.12.2026'],
    ['2026-03-28T22:00:00.000Z', '28.3.2026'],
    ['2026-03-29T21:00:00.000Z', '29.3.2026'],
    ['2026-10-25T22:00:00.000Z', '25.10.2026'],
    ['2026-12-31', '31.12.2026'],
    ['2028-02-29', '29.2.2028'],
  ])('the last day before %s is %s', (end, expected) => {
    expect(datesIn('fi').lastDay(end)).toBe(expected);
  });

  test('the day of an instant is the day in Helsinki', () => {
    expect(datesIn('fi').day('2026-12-31T22:00:00Z')).toBe('1.1.2027');
    expect(datesIn('en').day('2026-06-30T20:59:00Z')).toBe('30 June 2026');
  });
});

function tags(html: string): string[] {
  return (html.match(/<[^>]*>/g) ?? []).map((tag) => tag.split(/[\s>]/, 1)[0] ?? '');
}

/** @returns the tags that are unclosed, or closed without being open */
function unbalanced(html: string): string[] {
  const open: string[] = [];
  for (const tag of tags(html)) {
    if (['<!doctype', '<meta', '<br'].includes(tag)) continue;
    if (tag === `</${open.at(-1)?.slice(1)}`) open.pop();
    else open.push(tag);
  }
  return open;
}

function unescapeHtml(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

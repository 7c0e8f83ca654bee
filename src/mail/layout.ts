/**
 * Lays out a letter as text and as HTML: every value escaped, no external resources, no colours
 * except the button's, so that it is readable in light and dark mode.
 */
import { escapeHtml } from '../policy/escape-html.ts';
import type { Fact, Letter } from './letter.ts';

/** A letter with its surrounding text, all of it plain text. */
export type Page = Letter & {
  language: string;
  greeting: string;
  linkHint: string;
  closing: string;
  serviceName: string;
  publicUrl: string;
  contactLabel: string;
  contact: string;
  noReply: string;
};

/** @returns the e-mail as text; each link stands alone on its line, unbroken */
export function asText(page: Page): string {
  const blocks = [
    page.greeting,
    ...page.before,
    factLines(page.facts),
    page.button && `${page.button.label}:\n${page.button.link}`,
    ...(page.after ?? []),
    [page.closing, page.serviceName, page.publicUrl, `${page.contactLabel}: ${page.contact}`].join(
      '\n',
    ),
    `${page.why} ${page.noReply}`,
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

/** @returns the e-mail as a complete HTML document */
export function asHtml(page: Page): string {
  const body = [
    `<div style="${hidden}">${escapeHtml(page.preheader)}</div>`,
    `<div lang="${page.language}" dir="ltr" style="${frame}">`,
    `<h1 style="${heading}">${escapeHtml(page.subject)}</h1>`,
    ...[page.greeting, ...page.before].map(htmlParagraph),
    factList(page.facts),
    page.button && htmlButton(page.button.label, page.button.link, page.linkHint),
    ...(page.after ?? []).map(htmlParagraph),
    `<p style="${block}">${signature(page)}</p>`,
    `<p style="${small}">${escapeHtml(`${page.why} ${page.noReply}`)}</p>`,
    '</div>',
  ];
  return [
    '<!doctype html>',
    `<html lang="${page.language}" dir="ltr">`,
    `<head>${head}<title>${escapeHtml(page.subject)}</title></head>`,
    '<body style="margin:0;padding:0">',
    ...body.filter(Boolean),
    '</body>',
    '</html>\n',
  ].join('\n');
}

const head = [
  '<meta charset="utf-8">',
  '<meta name="viewport" content="width=device-width, initial-scale=1">',
  '<meta name="color-scheme" content="light dark">',
  '<meta name="supported-color-schemes" content="light dark">',
].join('');

const frame =
  'max-width:600px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;' +
  'font-size:16px;line-height:1.5';
const heading = 'margin:0 0 24px;font-size:22px;line-height:1.3';
const block = 'margin:0 0 16px';
const small = 'margin:24px 0 0;font-size:14px';
const hidden = 'display:none;max-height:0;overflow:hidden;mso-hide:all';
const wrapping = 'word-break:break-all';
/** White on blue (contrast 13:1); the white border sets the button off in dark mode. */
const buttonCell = 'background-color:#0000bf;border:2px solid #ffffff;padding:12px 24px';
const buttonLink = 'color:#ffffff;font-weight:bold;text-decoration:none';

function htmlParagraph(text: string): string {
  return `<p style="${block}">${escapeHtml(text)}</p>`;
}

function factLines(facts: readonly Fact[] = []): string {
  return facts.map(([label, value]) => `- ${label}: ${value}`).join('\n');
}

function factList(facts: readonly Fact[] = []): string {
  if (facts.length === 0) return '';
  const items = facts.map(
    ([label, value]) => `<li>${escapeHtml(label)}: <strong>${escapeHtml(value)}</strong></li>`,
  );
  return `<ul style="margin:0 0 16px;padding-left:24px">\n${items.join('\n')}\n</ul>`;
}

/** A table, because Outlook pads cells but not links. */
function htmlButton(label: string, link: string, hint: string): string {
  const href = escapeHtml(link);
  return [
    `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="${block}">`,
    `<tr><td bgcolor="#0000bf" style="${buttonCell}">`,
    `<a href="${href}" style="${buttonLink}">${escapeHtml(label)}</a>`,
    '</td></tr></table>',
    `<p style="${block}">${escapeHtml(hint)}<br><span style="${wrapping}">${href}</span></p>`,
  ].join('\n');
}

function signature(page: Page): string {
  const lines = [page.closing, page.serviceName, page.publicUrl];
  const contact = `${escapeHtml(page.contactLabel)}: ${contactLink(page.contact)}`;
  return [...lines.map(escapeHtml), contact].join('<br>');
}

/** An e-mail address becomes a link; a phone number or page stays as written. */
function contactLink(contact: string): string {
  const shown = escapeHtml(contact);
  return /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(contact)
    ? `<a href="mailto:${shown}">${shown}</a>`
    : shown;
}

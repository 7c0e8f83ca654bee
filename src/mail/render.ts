/** Every e-mail in every language: a one-line subject, and links to the service only. */
import type { Language } from '../policy/languages.ts';
import type { MailTemplate } from '../policy/mail-templates.ts';
import { serviceNames } from '../policy/service-names.ts';
import { frames } from './frames.ts';
import { asHtml, asText, type Page } from './layout.ts';
import type { CommonData, Letter } from './letter.ts';
import { type MailData, templates } from './templates.ts';
import { words } from './words.ts';

export type Mail = { subject: string; text: string; html: string };

/**
 * @param template the e-mail to render
 * @param language the recipient's language
 * @param data the e-mail's content; dates as ISO instants
 * @returns subject (one line, at most 78 characters), text and HTML
 * @throws Error when a link leads outside the service
 */
export function renderMail<T extends MailTemplate>(
  template: T,
  language: Language,
  data: MailData[T] & CommonData,
): Mail {
  const letter = templates[template][language](data, words[language]);
  if (letter.button) refuseForeign(letter.button.link, data.publicUrl, template);
  const page = pageOf(letter, language, data);
  return { subject: page.subject, text: asText(page), html: asHtml(page) };
}

function pageOf(letter: Letter, language: Language, data: CommonData): Page {
  const { greeting, ...frame } = frames[language];
  return {
    ...frame,
    language,
    subject: oneLine(letter.subject),
    preheader: oneLine(letter.preheader),
    greeting: oneLine(greeting(data.firstName)),
    before: letter.before.map(oneLine),
    facts: (letter.facts ?? []).map(([label, value]) => [oneLine(label), oneLine(value)]),
    button: letter.button,
    after: (letter.after ?? []).map(oneLine),
    why: letter.why,
    serviceName: serviceNames[language],
    publicUrl: data.publicUrl,
    contact: oneLine(data.serviceContact),
  };
}

/**
 * Line breaks in a name could forge headers or paragraphs, and direction marks could make it look
 * different from how it is written.
 */
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** The error omits the link, because it carries a secret. */
function refuseForeign(link: string, publicUrl: string, template: MailTemplate): void {
  const inside = URL.canParse(link) && new URL(link).origin === new URL(publicUrl).origin;
  if (!inside || /\s/.test(link))
    throw new Error(`the link of a ${template} e-mail must be under the service's public URL`);
}

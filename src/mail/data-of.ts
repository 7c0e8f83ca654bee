/** What a mail says and where it goes, read at the moment of sending; nothing to say means no mail. */
import type { MailTemplate } from '../policy/mail-templates.ts';
import type { About, MailDeps } from './template.ts';
import { type MailData, templates } from './templates.ts';

/** @returns what the mail shows, or undefined when it has lost its point and is skipped */
export function dataOf<T extends MailTemplate>(
  deps: MailDeps,
  template: T,
  about: About,
): Promise<MailData[T] | undefined> {
  return templates[template].data(deps, about);
}

/** @returns where the mail goes: a new address is confirmed from its own mailbox */
export function addressOf(template: MailTemplate, about: About): string | undefined {
  const { to } = templates[template];
  return to ? to(about) : about.account.person?.email;
}

/** An e-mail's content and recipient, read when it is sent; without content, no e-mail is sent. */
import type { MailTemplate } from '../policy/mail-templates.ts';
import type { About, MailDeps } from './template.ts';
import { type MailData, templates } from './templates.ts';

/** @returns the e-mail's content, or undefined when it is no longer relevant and is skipped */
export function dataOf<T extends MailTemplate>(
  deps: MailDeps,
  template: T,
  about: About,
): Promise<MailData[T] | undefined> {
  return templates[template].data(deps, about);
}

/** @returns the recipient's address; a new address is confirmed from its own mailbox */
export function addressOf(template: MailTemplate, about: About): string | undefined {
  const { to } = templates[template];
  return to ? to(about) : about.account.person?.email;
}

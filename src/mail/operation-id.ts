/** The same id for every try of a mail: the mail service takes it once. */
import type { Keys } from '../store/keyring.ts';
import type { MailMessage } from '../store/work.ts';

export function operationIdOf(
  keys: Pick<Keys, 'idFor'>,
  { userId, eventId, template, aboutId }: MailMessage,
): string {
  const about = aboutId === undefined ? '' : `.${userId}`;
  return keys.idFor(`${eventId}.${template}${about}`);
}

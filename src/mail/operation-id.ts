/** The same id for every attempt to send an e-mail, so that the mail service accepts it once. */
import type { Keys } from '../store/keyring.ts';
import type { MailMessage } from '../store/work.ts';

export function operationIdOf(
  keys: Pick<Keys, 'idFor'>,
  { userId, eventId, template, aboutId }: MailMessage,
): string {
  const about = aboutId === undefined ? '' : `.${userId}`;
  return keys.idFor(`${eventId}.${template}${about}`);
}

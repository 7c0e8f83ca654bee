/** Splits a message for several people into one message each, when it is sent. */
import { activeAdministrators } from '../accounts/administrators.ts';
import { activePrimaryUsers } from '../accounts/primary-users.ts';
import type { Deps } from '../deps.ts';
import { type MailMessage, type MailQueue, putWork } from '../store/work.ts';

/**
 * Repeating it creates the same messages again, but each is sent only once.
 * Administrators stand in for an organization without active primary users.
 * @param message `userId` is the person whom the e-mails are about
 */
export async function fanOut(
  deps: Pick<Deps, 'store' | 'policy'>,
  queue: MailQueue,
  { to, userId: aboutId, ...message }: MailMessage & { to: string },
  now: string,
): Promise<void> {
  const primaryUsers = to === 'administrators' ? [] : await activePrimaryUsers(deps, to, now);
  const recipients = primaryUsers.length > 0 ? primaryUsers : await activeAdministrators(deps, now);
  for (const userId of recipients)
    await putWork(deps.store, queue, { kind: 'mail', ...message, userId, aboutId });
}

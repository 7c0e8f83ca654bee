/** One message for several people becomes one message for each, at the moment of sending. */
import { activeAdministrators } from '../accounts/administrators.ts';
import { activePrimaryUsers } from '../accounts/primary-users.ts';
import type { Deps } from '../deps.ts';
import { type MailMessage, putWork, type WorkQueue } from '../store/work.ts';

/**
 * Repeated, it makes the same messages again; each of them is sent once all the same.
 * An organization without active primary users is looked after by the administrators.
 * @param message `userId` is what the mails are about
 */
export async function fanOut(
  deps: Pick<Deps, 'store' | 'policy'>,
  queue: WorkQueue,
  { to, userId: aboutId, ...message }: MailMessage & { to: string },
  now: string,
): Promise<void> {
  const primaryUsers = to === 'administrators' ? [] : await activePrimaryUsers(deps, to, now);
  const recipients = primaryUsers.length > 0 ? primaryUsers : await activeAdministrators(deps, now);
  for (const userId of recipients)
    await putWork(deps.store, queue, { kind: 'mail', ...message, userId, aboutId });
}

/** After the right password, wrong second steps are counted whatever the owner does, who is told of them. */
import type { Deps } from '../deps.ts';
import { dayOf } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import type { MailTemplate } from '../policy/mail-templates.ts';
import type { Account } from '../store/accounts.ts';
import { countAttempt, countOnly, named } from '../store/attempts.ts';
import { eventIdFor } from '../store/event-id.ts';
import { readAttempts } from '../store/throttle.ts';
import { putWork } from '../store/work.ts';

/**
 * Two storage requests, and one more where an e-mail is due: at the fifth of a day, and again at each
 * further five in case that one was lost. Its id is that of the day, so that it goes out once.
 */
export async function countWrongStep(
  deps: Deps,
  { userId }: Pick<Account, 'userId'>,
  now: string,
): Promise<void> {
  const keys = await deps.keyring.load(now);
  const at = named(keys, `wrong steps ${userId}`, now);
  const known = await readAttempts(deps.store, at);
  const { today } = await countAttempt(deps.store, at, known, countOnly, now);
  if (today % limit.wrongCodesTold !== 0) return;
  const day = dayOf(now);
  const eventId = eventIdFor(keys, `wrong steps ${userId}`, `${day}T00:00:00.000Z`);
  const template: MailTemplate = 'second_factor_guessed';
  await putWork(deps.store, 'now', { kind: 'mail', userId, eventId, template });
}

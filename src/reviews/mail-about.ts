/** Queues an e-mail about a review under an id of its own, so that a repetition sends nothing. */
import type { Deps } from '../deps.ts';
import type { MailTemplate } from '../policy/mail-templates.ts';
import { utcDayOf } from '../policy/time.ts';
import { eventIdFor } from '../store/event-id.ts';
import { putWork } from '../store/work.ts';

type About = {
  organizationId: string;
  reviewId: string;
  /** `administrators`, or the organization for its primary users. */
  to: string;
  /** Tells two e-mails of the same kind apart. */
  part: string;
};

/** One storage request. A repetition on another day is another e-mail. */
export async function mailAbout(
  deps: Pick<Deps, 'store' | 'keyring'>,
  template: MailTemplate,
  { organizationId: userId, reviewId, to, part }: About,
  now: string,
): Promise<void> {
  const keys = await deps.keyring.load(now);
  const day = `${utcDayOf(now)}T00:00:00.000Z`;
  const eventId = eventIdFor(keys, `${template} ${part} ${reviewId}`, day);
  await putWork(deps.store, 'later', { kind: 'mail', userId, eventId, template, to });
}

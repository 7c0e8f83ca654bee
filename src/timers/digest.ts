/** Once a week, sends one e-mail to each organization whose people are about to lapse. */

import { lapsesSoon } from '../accounts/lapses-soon.ts';
import type { Deps } from '../deps.ts';
import type { MailTemplate } from '../policy/mail-templates.ts';
import { utcDayOf } from '../policy/time.ts';
import { readPeople } from '../store/directory.ts';
import { eventIdFor } from '../store/event-id.ts';
import { putWork } from '../store/work.ts';

/** A repetition on the same day sends nothing. @returns how many organizations get one */
export async function digest(deps: Deps, now: string) {
  const keys = await deps.keyring.load(now);
  const organizations = new Set<string>();
  for await (const person of readPeople(deps.store))
    if (lapsesSoon(deps, person, now)) organizations.add(person.organizationId);
  for (const userId of organizations) {
    const eventId = eventIdFor(keys, `digest ${userId}`, `${utcDayOf(now)}T00:00:00.000Z`);
    const template: MailTemplate = 'lapse_digest';
    await putWork(deps.store, 'later', { kind: 'mail', userId, eventId, template, to: userId });
  }
  return { organizations: organizations.size };
}

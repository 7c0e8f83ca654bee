/** Once a week: an organization whose people are about to lapse is told, by one mail each. */

import type { Deps } from '../deps.ts';
import { lapsesSoon } from '../mail/lapsing-soon.ts';
import type { MailTemplate } from '../policy/mail-templates.ts';
import { sendToQueue } from '../store/effects.ts';
import { eventIdFor } from '../store/event-id.ts';
import { mailQueues } from '../store/names.ts';
import { directoryRow } from '../store/rows.ts';
import { readAll } from '../store/tables.ts';

/** Repeated on the same day, it sends nothing again. @returns how many organizations were told */
export async function digest(deps: Deps, now: string) {
  const keys = await deps.keyring.load(now);
  const organizations = new Set<string>();
  for await (const row of readAll(await deps.store.table('directory'), directoryRow, ''))
    if (lapsesSoon(deps, row, now)) organizations.add(row.organizationId);
  for (const userId of organizations) {
    const eventId = eventIdFor(keys, `digest ${userId}`, `${now.slice(0, 10)}T00:00:00.000Z`);
    const message = {
      userId,
      eventId,
      template: 'lapse_digest' satisfies MailTemplate,
      to: userId,
    };
    await sendToQueue(deps.store, mailQueues.later, message);
  }
  return { organizations: organizations.size };
}

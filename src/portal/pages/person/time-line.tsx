/** The account's history from the audit log, newest first. */
import { EventTable } from '../../events/event-table.tsx';
import { useTexts } from '../../language.tsx';
import { Ready } from '../../load.tsx';
import { client } from '../../session.tsx';
import { Pages } from '../../ui/table.tsx';
import { usePages } from '../../use-paging.ts';
import type { User } from './person.tsx';
import { texts } from './texts.ts';

const rowsShown = 20;

export function TimeLine({ user: { userId } }: { user: User }) {
  const text = useTexts(texts);
  const events = usePages(
    (cursor) => client.listEvents({ query: { subjectId: userId, limit: rowsShown, cursor } }),
    [userId],
  );
  return (
    <Ready of={events.list}>
      {({ items }) => (
        <>
          <EventTable caption={text.events} items={items} empty={text.noEvents} sameSubject />
          <Pages onPrevious={events.onPrevious} onNext={events.onNext} />
        </>
      )}
    </Ready>
  );
}

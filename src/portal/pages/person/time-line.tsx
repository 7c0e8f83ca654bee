/** The account's history from the audit log, newest first. */
import type { Output } from '../../../api.ts';
import { useTexts } from '../../language.tsx';
import { Ready } from '../../load.tsx';
import { client, useSession } from '../../session.tsx';
import { DateText } from '../../ui/date.tsx';
import { EventName } from '../../ui/event-name.tsx';
import { Pages, Table } from '../../ui/table.tsx';
import { usePages } from '../../use-paging.ts';
import type { User } from './person.tsx';
import { texts } from './texts.ts';

type Event = Output<'listEvents'>['items'][number];

const rowsShown = 20;

export function TimeLine({ user: { userId } }: { user: User }) {
  const text = useTexts(texts);
  const { me } = useSession();
  const events = usePages(
    (cursor) => client.listEvents({ query: { subjectId: userId, limit: rowsShown, cursor } }),
    [userId],
  );
  const doer = ({ actorId }: Event) => {
    if (actorId === me?.userId) return text.you;
    if (actorId === userId) return text.themselves;
    return actorId === 'service' ? text.service : text.somebody;
  };
  return (
    <Ready of={events.list}>
      {({ items }) => (
        <>
          <Table
            caption={text.events}
            rows={items}
            keyOf={({ eventId }) => eventId}
            empty={text.noEvents}
            columns={[
              { title: text.at, cell: ({ at }) => <DateText at={at} time /> },
              { title: text.event, cell: ({ kind }) => <EventName kind={kind} /> },
              { title: text.by, cell: doer },
            ]}
          />
          <Pages onPrevious={events.onPrevious} onNext={events.onNext} />
        </>
      )}
    </Ready>
  );
}

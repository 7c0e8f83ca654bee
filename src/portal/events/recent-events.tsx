/** The latest events of one kind, newest first. */
import type { EventKind } from '../../policy/event-names.ts';
import { Ready } from '../load.tsx';
import { client } from '../session.tsx';
import { Pages } from '../ui/table.tsx';
import { usePages } from '../use-paging.ts';
import { EventTable } from './event-table.tsx';

const rowsShown = 10;

type RecentEventsProps = { kind: EventKind; caption: string; empty: string };

export function RecentEvents({ kind, caption, empty }: RecentEventsProps) {
  const events = usePages(
    (cursor) => client.listEvents({ query: { kind, limit: rowsShown, cursor } }),
    [kind],
  );
  return (
    <Ready of={events.list}>
      {({ items }) => (
        <>
          <EventTable caption={caption} items={items} empty={empty} />
          <Pages onPrevious={events.onPrevious} onNext={events.onNext} />
        </>
      )}
    </Ready>
  );
}

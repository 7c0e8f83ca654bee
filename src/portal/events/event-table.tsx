/** Events in words: what happened, what changed from what to what, who did it, and about whom. */
import { useLanguage, useTexts } from '../language.tsx';
import { DateText } from '../ui/date.tsx';
import { EventName } from '../ui/event-name.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { type Fact, factsOf, type Value } from './facts.ts';
import { type Event, type Names, useNames } from './names.ts';
import { eventTexts } from './texts.ts';
import { Who } from './who.tsx';

type EventTableProps = {
  caption: string;
  empty: string;
  items: readonly Event[];
  /** Whether all events are about the same, so that no column says so. */
  sameSubject?: boolean;
};

export function EventTable({ caption, empty, items, sameSubject = false }: EventTableProps) {
  const text = useTexts(eventTexts);
  const { language } = useLanguage();
  const names = useNames(items);
  const about: Column<Event> = {
    title: text.about,
    cell: ({ subjectKind, subjectId }) =>
      subjectKind === 'notice' ? text.notice : <Who id={subjectId} names={names} />,
  };
  return (
    <Table
      caption={caption}
      rows={items}
      keyOf={({ eventId }) => eventId}
      empty={empty}
      columns={[
        { title: text.at, cell: ({ at }) => <DateText at={at} time /> },
        {
          title: text.event,
          cell: (event) => (
            <>
              <EventName kind={event.kind} />
              {!event.settled && ` (${text.unfinished})`}
              <EventFacts facts={factsOf(event, language)} names={names} />
            </>
          ),
        },
        { title: text.by, cell: ({ actorId }) => <Who id={actorId} names={names} /> },
        ...(sameSubject ? [] : [about]),
      ]}
    />
  );
}

/** @param names absent where the reader may not ask for names: such facts are left out */
export function EventFacts({
  facts,
  names,
}: {
  facts: readonly Fact[];
  names?: Names | undefined;
}) {
  const shown = names ? facts : facts.filter(({ after }) => typeof after === 'string');
  if (shown.length === 0) return null;
  return (
    <ul class="event-facts">
      {shown.map(({ label, before, after }) => (
        <li key={label}>
          {label}:{' '}
          {before !== undefined && (
            <>
              <ValueText value={before} names={names} /> →{' '}
            </>
          )}
          <ValueText value={after} names={names} />
        </li>
      ))}
    </ul>
  );
}

function ValueText({ value, names }: { value: Value; names: Names | undefined }) {
  return typeof value === 'string' ? <span>{value}</span> : <Who id={value.id} names={names} />;
}

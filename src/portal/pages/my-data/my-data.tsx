/** Everything that the service stores about the person, in words, to read, print and download. */
import type { Output } from '../../../api.ts';
import { EventFacts } from '../../events/event-table.tsx';
import { factsOf } from '../../events/facts.ts';
import { eventTexts } from '../../events/texts.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { saveFile } from '../../save-file.ts';
import { client } from '../../session.tsx';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { EventName } from '../../ui/event-name.tsx';
import { Heading, Section } from '../../ui/heading.tsx';
import { Table } from '../../ui/table.tsx';
import { Requests } from './requests.tsx';
import { Stored } from './stored.tsx';
import { texts } from './texts.ts';

export type Data = Output<'myData'>;

export default function MyData({ title }: PageProps) {
  const text = useTexts(texts);
  const data = useLoad(() => client.myData(), []);
  return (
    <>
      <Heading>{title}</Heading>
      <p class="no-print">{text.lead}</p>
      <Ready of={data}>
        {(all) => (
          <>
            <p>
              {text.made} <DateText at={all.madeAt} time />
            </p>
            <div class="buttons">
              <Button onClick={() => window.print()}>{text.print}</Button>
              <Button
                kind="secondary"
                onClick={() =>
                  saveFile('my-data.json', JSON.stringify(all, null, 2), 'application/json')
                }
              >
                {text.file}
              </Button>
            </div>
            <Stored data={all} />
            <Requests />
            <Section title={text.events}>
              <Events events={all.events} />
            </Section>
          </>
        )}
      </Ready>
    </>
  );
}

/** Without the names of others, as the service returns them. */
function Events({ events }: Pick<Data, 'events'>) {
  const text = useTexts(texts);
  const { at: time, event } = useTexts(eventTexts);
  const { language } = useLanguage();
  return (
    <Table
      caption={text.events}
      rows={events.map((each, index) => ({ ...each, index }))}
      keyOf={({ index }) => String(index)}
      empty={text.noEvents}
      columns={[
        { title: time, cell: ({ at }) => <DateText at={at} time /> },
        {
          title: event,
          cell: (each) => (
            <>
              <EventName kind={each.kind} />
              <EventFacts facts={factsOf(each, language)} />
            </>
          ),
        },
        { title: text.by, cell: ({ by }) => text.byWhom[by] },
      ]}
    />
  );
}

/** The person's data as a file, and requests about it with their answers. */
import { useState } from 'preact/hooks';
import { counted } from '../../../policy/counted.ts';
import { dataRequestKinds } from '../../../policy/data-request-kinds.ts';
import { limit } from '../../../policy/limits.ts';
import { useAction } from '../../action.ts';
import { inEveryLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { saveFile } from '../../save-file.ts';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { dataRequestTexts } from '../../texts/data-requests.ts';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Done } from '../../ui/done.tsx';
import { EventName } from '../../ui/event-name.tsx';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Heading, Section } from '../../ui/heading.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';

export const texts = inEveryLanguage({
  fi: {
    lead: 'Voit ladata kaikki tietosi tiedostona ja pyytää ylläpitoa oikaisemaan tai poistamaan niitä.',
    file: 'Lataa tiedot koneluettavana (JSON)',
    page: 'Lataa tiedot luettavana sivuna',
    requests: 'Pyynnöt',
    noRequests: 'Et ole tehnyt pyyntöjä.',
    kind: 'Pyyntö',
    filed: 'Tehty',
    due: 'Vastataan viimeistään',
    answer: 'Vastaus',
    waiting: 'odottaa vastausta',
    outcomes: { done: 'toteutettu', declined: 'ei toteutettu' },
    ask: 'Tee pyyntö',
    what: 'Mitä pyydät?',
    note: 'Kerro tarkemmin',
    send: 'Lähetä pyyntö',
    sent: (days: number) => `Pyyntö on lähetetty. Saat vastauksen ${days} päivän kuluessa.`,
    events: 'Tapahtumat',
    noEvents: 'Tapahtumia ei ole.',
    at: 'Aika',
    event: 'Tapahtuma',
  },
  sv: {
    lead: 'Du kan hämta alla dina uppgifter som en fil och be administrationen rätta eller radera dem.',
    file: 'Hämta uppgifterna i maskinläsbar form (JSON)',
    page: 'Hämta uppgifterna som en sida att läsa',
    requests: 'Begäranden',
    noRequests: 'Du har inte gjort några begäranden.',
    kind: 'Begäran',
    filed: 'Gjord',
    due: 'Besvaras senast',
    answer: 'Svar',
    waiting: 'väntar på svar',
    outcomes: { done: 'genomförd', declined: 'inte genomförd' },
    ask: 'Gör en begäran',
    what: 'Vad begär du?',
    note: 'Berätta närmare',
    send: 'Skicka begäran',
    sent: (days: number) =>
      `Begäran har skickats. Du får svar inom ${counted(days, 'dag', 'dagar')}.`,
    events: 'Händelser',
    noEvents: 'Inga händelser.',
    at: 'Tid',
    event: 'Händelse',
  },
  en: {
    lead: 'You can download all your data and ask the administration to correct or erase it.',
    file: 'Download the data in machine-readable form (JSON)',
    page: 'Download the data as a readable page',
    requests: 'Requests',
    noRequests: 'You have not filed any requests.',
    kind: 'Request',
    filed: 'Filed',
    due: 'Answered by',
    answer: 'Answer',
    waiting: 'awaiting an answer',
    outcomes: { done: 'done', declined: 'declined' },
    ask: 'File a request',
    what: 'What is your request?',
    note: 'Say more',
    send: 'Send request',
    sent: (days: number) =>
      `Your request was sent. You will get an answer within ${counted(days, 'day', 'days')}.`,
    events: 'Events',
    noEvents: 'No events.',
    at: 'Time',
    event: 'Event',
  },
});

export default function MyData({ title }: PageProps) {
  const text = useTexts(texts);
  const data = useLoad(() => client.myData(), []);
  const page = useAction(async () =>
    saveFile('my-data.html', await client.myDataPage(), 'text/html'),
  );
  return (
    <>
      <Heading>{title}</Heading>
      <p>{text.lead}</p>
      <ProblemNote problem={page.problem} />
      <Ready of={data}>
        {(all) => (
          <>
            <div class="buttons">
              <Button busy={page.busy} onClick={() => page.run()}>
                {text.page}
              </Button>
              <Button
                kind="secondary"
                onClick={() =>
                  saveFile('my-data.json', JSON.stringify(all, null, 2), 'application/json')
                }
              >
                {text.file}
              </Button>
            </div>
            <Requests />
            <Section title={text.events}>
              <Table
                caption={text.events}
                rows={all.events.toReversed().slice(0, 50)}
                keyOf={({ at, kind }) => `${at} ${kind}`}
                empty={text.noEvents}
                columns={[
                  { title: text.at, cell: ({ at }) => <DateText at={at} time /> },
                  { title: text.event, cell: ({ kind }) => <EventName kind={kind} /> },
                ]}
              />
            </Section>
          </>
        )}
      </Ready>
    </>
  );
}

function Requests() {
  const words = useTexts(common);
  const text = useTexts(texts);
  const kinds = useTexts(dataRequestTexts);
  const list = useLoad(() => client.listMyDataRequests(), []);
  const [turn, setTurn] = useState(0);
  return (
    <>
      <Section title={text.requests}>
        <Done key={turn}>{turn > 0 ? text.sent(limit.dataRequestDays) : undefined}</Done>
        <Ready of={list}>
          {({ items }) => (
            <Table
              caption={text.requests}
              rows={items}
              keyOf={({ requestId }) => requestId}
              empty={text.noRequests}
              columns={[
                { title: text.kind, cell: ({ kind }) => kinds[kind] },
                { title: text.filed, cell: ({ filedAt }) => <DateText at={filedAt} /> },
                { title: text.due, cell: ({ dueOn }) => <DateText at={dueOn} /> },
                {
                  title: words.status,
                  cell: ({ outcome }) => (outcome ? text.outcomes[outcome] : text.waiting),
                },
                { title: text.answer, cell: ({ answer }) => answer ?? '' },
              ]}
            />
          )}
        </Ready>
      </Section>
      <Section title={text.ask}>
        <Form
          key={turn}
          submit={text.send}
          onSubmit={async (values) => {
            const kind = dataRequestKinds.find((each) => each === values.text('kind')) ?? 'access';
            const note = values.text('note').trim();
            await client.fileDataRequest({ body: { kind, ...(note !== '' && { note }) } });
            await list.reload();
            setTurn(turn + 1);
          }}
        >
          <ChoiceField
            name="kind"
            legend={text.what}
            required
            options={dataRequestKinds.map((kind) => [kind, kinds[kind]])}
          />
          <TextField name="note" label={text.note} lines={4} maxLength={limit.noteCharactersMax} />
        </Form>
      </Section>
    </>
  );
}

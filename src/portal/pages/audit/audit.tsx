/** The audit log: filtered, paged and downloadable. */
import { useState } from 'preact/hooks';
import type { SentQuery } from '../../../api.ts';
import { eventNames } from '../../../policy/event-names.ts';
import { useAction } from '../../action.ts';
import { inEveryLanguage, useLanguage, useTexts } from '../../language.tsx';
import { Ready } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { saveFile } from '../../save-file.ts';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { EventName } from '../../ui/event-name.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Form, type Values } from '../../ui/form.tsx';
import { Heading } from '../../ui/heading.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Pages, Table } from '../../ui/table.tsx';
import { usePages } from '../../use-paging.ts';

export const texts = inEveryLanguage({
  fi: {
    lead: 'Tapahtumissa on vain tunnisteita, ei nimiä. Tapahtumien katselu on itsekin tapahtuma.',
    from: 'Alkaen',
    until: 'Päättyen',
    subject: 'Henkilön tai organisaation tunniste',
    show: 'Näytä tapahtumat',
    empty: 'Ehdoilla ei löytynyt tapahtumia.',
    at: 'Aika',
    kind: 'Tapahtuma',
    actor: 'Tekijä',
    subjectOf: 'Kohde',
    service: 'palvelu',
    csv: 'Lataa CSV-tiedostona',
    jsonl: 'Lataa JSON-riveinä',
    unsettled: 'kesken',
    chain:
      'Jokainen tapahtuma on sidottu edelliseen. Ylläpito tarkistaa ketjun komennolla npm run audit:verify.',
  },
  sv: {
    lead: 'Händelserna innehåller bara beteckningar, inga namn. Att läsa dem är också en händelse.',
    from: 'Från',
    until: 'Till',
    subject: 'Beteckning för person eller organisation',
    show: 'Visa händelser',
    empty: 'Inga händelser hittades.',
    at: 'Tid',
    kind: 'Händelse',
    actor: 'Av',
    subjectOf: 'Gäller',
    service: 'tjänsten',
    csv: 'Hämta som CSV',
    jsonl: 'Hämta som JSON-rader',
    unsettled: 'pågår',
    chain:
      'Varje händelse är bunden till den föregående. Driften kontrollerar kedjan med npm run audit:verify.',
  },
  en: {
    lead: 'Events contain only ids, no names. Viewing them is also recorded as an event.',
    from: 'From',
    until: 'Until',
    subject: 'Id of the person or organization',
    show: 'Show events',
    empty: 'No events match the filters.',
    at: 'Time',
    kind: 'Event',
    actor: 'By',
    subjectOf: 'About',
    service: 'the service',
    csv: 'Download as CSV',
    jsonl: 'Download as JSON lines',
    unsettled: 'under way',
    chain:
      'Each event is chained to the previous one. Operators verify the chain with npm run audit:verify.',
  },
});

type Filter = Omit<NonNullable<SentQuery<'listEvents'>>, 'cursor' | 'limit'>;

export default function Audit({ title }: PageProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const [filter, setFilter] = useState<Filter>({});
  const events = usePages(
    (cursor) => client.listEvents({ query: { ...filter, cursor } }),
    [filter],
  );
  const download = useAction(async (format: 'csv' | 'jsonl') => {
    const content = await client.exportEvents({ query: { ...filter, format } });
    saveFile(`events.${format}`, content, 'text/plain');
  });
  const kinds = Object.entries(eventNames[language]).toSorted(([, a], [, b]) =>
    a.localeCompare(b, language),
  );
  const who = (id: string) => (id === 'service' ? text.service : <code>{id}</code>);
  return (
    <>
      <Heading>{title}</Heading>
      <p>{text.lead}</p>
      <Form submit={text.show} onSubmit={async (values) => setFilter(filterOf(values))}>
        <div class="form-row">
          <TextField name="from" label={text.from} type="date" />
          <TextField name="until" label={text.until} type="date" />
          <SelectField name="kind" label={text.kind} options={[['', words.all], ...kinds]} />
        </div>
        <TextField name="subjectId" label={text.subject} pattern="[0-9a-f\-]{36}" />
      </Form>
      <Ready of={events.list}>
        {({ items }) => (
          <>
            <Table
              caption={title}
              rows={items}
              keyOf={({ eventId }) => eventId}
              empty={text.empty}
              columns={[
                { title: text.at, cell: ({ at }) => <DateText at={at} time /> },
                {
                  title: text.kind,
                  cell: ({ kind, settled }) => (
                    <>
                      <EventName kind={kind} /> {!settled && `(${text.unsettled})`}
                    </>
                  ),
                },
                { title: text.actor, cell: ({ actorId }) => who(actorId) },
                { title: text.subjectOf, cell: ({ subjectId }) => who(subjectId) },
              ]}
            />
            <Pages onPrevious={events.onPrevious} onNext={events.onNext} />
          </>
        )}
      </Ready>
      <ProblemNote problem={download.problem} />
      <div class="buttons">
        <Button kind="secondary" busy={download.busy} onClick={() => download.run('csv')}>
          {text.csv}
        </Button>
        <Button kind="secondary" busy={download.busy} onClick={() => download.run('jsonl')}>
          {text.jsonl}
        </Button>
      </div>
      <p>{text.chain}</p>
    </>
  );
}

/** The service reads days as days in Finland. */
function filterOf(values: Values): Filter {
  const chosen = {
    from: values.text('from') || undefined,
    until: values.text('until') || undefined,
    kind: values.text('kind') || undefined,
    subjectId: values.text('subjectId').trim() || undefined,
  };
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
}

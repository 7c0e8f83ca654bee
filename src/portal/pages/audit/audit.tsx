/** The audit log in words: filtered, paged and downloadable; the filters are in the address. */
import { useLocation } from 'preact-iso';
import type { SentQuery } from '../../../api.ts';
import { eventNames } from '../../../policy/event-names.ts';
import { useAction } from '../../action.ts';
import { EventTable } from '../../events/event-table.tsx';
import { eventTexts } from '../../events/texts.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { Ready } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { saveFile } from '../../save-file.ts';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Heading } from '../../ui/heading.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Pages } from '../../ui/table.tsx';
import { usePages } from '../../use-paging.ts';
import { SubjectPicker } from './subject-picker.tsx';
import { texts } from './texts.ts';

type Filter = Omit<NonNullable<SentQuery<'listEvents'>>, 'cursor' | 'limit' | 'organizationId'>;

const filters = ['from', 'until', 'kind', 'subjectId'] as const;
type FilterName = (typeof filters)[number];

export default function Audit({ title }: PageProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { event } = useTexts(eventTexts);
  const { language } = useLanguage();
  const { query, route } = useLocation();
  const filter = filterFrom((name) => query[name]);
  const show = (next: Filter) => {
    const address = new URLSearchParams(entriesOf(next)).toString();
    route(address === '' ? '/audit' : `/audit?${address}`);
  };
  const events = usePages(
    (cursor) => client.listEvents({ query: { ...filter, cursor } }),
    [filter],
  );
  const kinds = Object.entries(eventNames[language]).toSorted(([, a], [, b]) =>
    a.localeCompare(b, language),
  );
  return (
    <>
      <Heading>{title}</Heading>
      <p>{text.lead}</p>
      <p>{text.chain}</p>
      <SubjectPicker
        chosen={filter.subjectId}
        onChoose={(subjectId) => show(filterFrom((name) => ({ ...filter, subjectId })[name]))}
      />
      <Form
        key={JSON.stringify(filter)}
        submit={text.show}
        onSubmit={async (values) => {
          const typed = (name: FilterName) =>
            name === 'subjectId' ? filter.subjectId : values.text(name);
          show(filterFrom(typed));
        }}
      >
        <div class="form-row">
          <TextField name="from" label={text.from} type="date" value={filter.from} />
          <TextField name="until" label={text.until} type="date" value={filter.until} />
          <SelectField
            name="kind"
            label={event}
            value={filter.kind}
            options={[['', words.all], ...kinds]}
          />
        </div>
      </Form>
      <Ready of={events.list}>
        {({ items }) => (
          <>
            <EventTable caption={title} items={items} empty={text.empty} />
            <Pages onPrevious={events.onPrevious} onNext={events.onNext} />
          </>
        )}
      </Ready>
      <Downloads filter={filter} />
    </>
  );
}

function Downloads({ filter }: { filter: Filter }) {
  const text = useTexts(texts);
  const download = useAction(async (format: 'csv' | 'jsonl') => {
    const content = await client.exportEvents({ query: { ...filter, format } });
    saveFile(`events.${format}`, content, 'text/plain');
  });
  return (
    <>
      <ProblemNote problem={download.problem} />
      <div class="buttons">
        <Button kind="secondary" busy={download.busy} onClick={() => download.run('csv')}>
          {text.csv}
        </Button>
        <Button kind="secondary" busy={download.busy} onClick={() => download.run('jsonl')}>
          {text.jsonl}
        </Button>
      </div>
    </>
  );
}

/** The service reads days as days in Finland. */
function filterFrom(given: (name: FilterName) => string | undefined): Filter {
  return Object.fromEntries(
    filters.map((name) => [name, given(name)]).filter(([, value]) => value),
  );
}

function entriesOf(filter: Filter): [string, string][] {
  return filters.flatMap((name): [string, string][] => {
    const value = filter[name];
    return value ? [[name, value]] : [];
  });
}

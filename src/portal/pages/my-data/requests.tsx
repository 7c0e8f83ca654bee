/** The person's requests about their data, with the answers, and a form for a new one. */
import { useState } from 'preact/hooks';
import { dataRequestKinds } from '../../../policy/data-request-kinds.ts';
import { limit } from '../../../policy/limits.ts';
import { useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { dataRequestTexts } from '../../texts/data-requests.ts';
import { DateText } from '../../ui/date.tsx';
import { Done } from '../../ui/done.tsx';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/heading.tsx';
import { Table } from '../../ui/table.tsx';
import { texts } from './texts.ts';

export function Requests() {
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
                { title: text.noteAsked, cell: ({ note }) => note ?? '' },
                { title: text.filed, cell: ({ filedAt }) => <DateText at={filedAt} /> },
                { title: text.due, cell: ({ dueOn }) => <DateText at={dueOn} /> },
                {
                  title: words.status,
                  cell: ({ outcome }) => (outcome ? text.outcomes[outcome] : text.waiting),
                },
                { title: text.answered, cell: ({ answeredAt }) => <DateText at={answeredAt} /> },
                { title: text.answer, cell: ({ answer }) => answer ?? '' },
              ]}
            />
          )}
        </Ready>
      </Section>
      <Section title={text.ask} printed={false}>
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

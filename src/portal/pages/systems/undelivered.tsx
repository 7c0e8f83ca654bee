/** What a connected system has not acknowledged, and buttons that send it again. */
import { useState } from 'preact/hooks';
import type { SignalDelivery } from '../../../policy/signals.ts';
import { useAction } from '../../action.ts';
import { instantOf } from '../../format.ts';
import { useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import { client } from '../../session.tsx';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Done } from '../../ui/done.tsx';
import { TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Note } from '../../ui/note.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Pages, Table } from '../../ui/table.tsx';
import { signalTexts } from './signal-texts.ts';

type Told = { systemId: string; delivery: SignalDelivery };

export function Undelivered({ systemId, delivery }: Told) {
  const text = useTexts(signalTexts);
  const [pages, setPages] = useState<readonly string[]>([]);
  const [done, setDone] = useState<string>();
  const next = pages.at(-1);
  const params = { systemId };
  const read = useLoad(
    () => client.listSignals({ params, query: next === undefined ? {} : { next } }),
    [systemId, next],
  );
  const resending = useAction(async (from?: string) => {
    await client.resendSignals({ params, body: from === undefined ? {} : { from } });
    setDone(text.resent);
  });
  return (
    <>
      <h3>{text.undelivered}</h3>
      <Done>{done}</Done>
      <Ready of={read}>
        {({ items, outage, next: following }) => (
          <>
            {outage?.until && (
              <Note>
                {text.outage} <DateText at={outage.until} time />
              </Note>
            )}
            <People items={items} delivery={delivery} />
            <Pages
              onPrevious={next === undefined ? undefined : () => setPages(pages.slice(0, -1))}
              onNext={following === undefined ? undefined : () => setPages([...pages, following])}
            />
            {items.length > 0 && (
              <Button busy={resending.busy} kind="secondary" onClick={() => resending.run()}>
                {text.resend}
              </Button>
            )}
          </>
        )}
      </Ready>
      <ProblemNote problem={resending.problem} />
      <Form
        id="resend"
        kind="secondary"
        submit={text.resend}
        onSubmit={async (values) => {
          const from = instantOf(values.text('from'));
          await client.resendSignals({ params, body: { from } });
          setDone(text.resent);
        }}
      >
        <TextField
          name="from"
          type="datetime-local"
          label={text.from}
          hint={text.fromHint}
          required
        />
      </Form>
    </>
  );
}

type Items = Awaited<ReturnType<typeof client.listSignals>>['items'];

function People({ items, delivery }: { items: Items } & Pick<Told, 'delivery'>) {
  const text = useTexts(signalTexts);
  const stateOf = ({ failedAt, failures }: Items[number]) => {
    if (failedAt) return text.failed;
    return delivery === 'poll' && failures === 0 ? text.unacknowledged : text.tried;
  };
  return (
    <Table
      caption={text.undelivered}
      rows={items}
      keyOf={({ userId }) => userId}
      empty={text.none}
      columns={[
        { title: text.person, cell: ({ userId }) => <PersonName userId={userId} /> },
        { title: text.waiting, cell: ({ since }) => <DateText at={since} time /> },
        { title: text.tries, cell: ({ failures }) => failures },
        { title: text.reason, cell: ({ reason }) => reason && <code>{reason}</code> },
        { title: text.state, cell: stateOf },
      ]}
    />
  );
}

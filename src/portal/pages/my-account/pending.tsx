/** What was asked for in the person's name and is not done yet, each with a button that cancels it. */
import { useState } from 'preact/hooks';
import { useAction } from '../../action.ts';
import { useTexts } from '../../language.tsx';
import { client, type Me, useSession } from '../../session.tsx';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Done } from '../../ui/done.tsx';
import { Section } from '../../ui/heading.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import { texts } from './texts.ts';

type PendingChange = Me['pendingChanges'][number];

export function PendingChanges({ me }: { me: Me }) {
  const text = useTexts(texts);
  const { reload } = useSession();
  const [done, setDone] = useState<string>();
  const cancel = useAction(async (changeId: string) => {
    setDone(undefined);
    await client.cancelPendingChange({ body: { changeId } });
    await reload();
    setDone(text.cancelled);
  });
  const nameOf = ({ what, email }: PendingChange) =>
    email ? `${text.pendingWhat[what]}: ${email}` : text.pendingWhat[what];
  if (me.pendingChanges.length === 0 && !done) return null;
  return (
    <Section title={text.pending}>
      <Done>{done}</Done>
      <ProblemNote problem={cancel.problem} />
      {me.pendingChanges.length > 0 && (
        <>
          <p>{text.pendingLead}</p>
          <Table
            caption={text.pending}
            rows={me.pendingChanges}
            keyOf={({ changeId }) => changeId}
            empty=""
            columns={[
              { title: text.pendingChange, cell: nameOf },
              {
                title: text.requested,
                cell: ({ requestedAt }) => <DateText at={requestedAt} time />,
              },
              { title: text.opensUntil, cell: ({ expiresAt }) => <DateText at={expiresAt} time /> },
              {
                title: text.cancel,
                cell: (each) => (
                  <Button
                    kind="secondary"
                    small
                    label={text.cancelOne(nameOf(each))}
                    busy={cancel.busy}
                    onClick={() => cancel.run(each.changeId)}
                  >
                    {text.cancel}
                  </Button>
                ),
              },
            ]}
          />
        </>
      )}
    </Section>
  );
}

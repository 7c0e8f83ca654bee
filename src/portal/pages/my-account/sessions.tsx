/** Lists the person's sessions, which can be ended one by one or all at once. */
import { useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { useAction } from '../../action.ts';
import { formatTime } from '../../format.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import { client, useSession } from '../../session.tsx';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Done } from '../../ui/done.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import { texts } from './texts.ts';

type Session = Output<'listSessions'>['items'][number];

export function Sessions() {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { end: leave } = useSession();
  const list = useLoad(() => client.listSessions(), []);
  const [done, setDone] = useState<string>();
  const end = useAction(async (sessionId: string) => {
    setDone(undefined);
    await client.endSession({ params: { sessionId } });
    await list.reload();
    setDone(text.sessionEnded);
  });
  const endAll = useAction(async () => {
    await client.endSessions();
    leave('signed_out');
  });
  const endButton = ({ sessionId, createdAt, current }: Session) =>
    current ? (
      text.thisOne
    ) : (
      <Button
        kind="secondary"
        small
        label={`${text.endOne} ${formatTime(createdAt, language)}`}
        busy={end.busy}
        onClick={() => end.run(sessionId)}
      >
        {text.end}
      </Button>
    );
  return (
    <>
      <p>{text.sessionsLead}</p>
      <Done>{done}</Done>
      <ProblemNote problem={end.problem ?? endAll.problem} />
      <Ready of={list}>
        {({ items }) => (
          <Table
            caption={text.sessions}
            rows={items}
            keyOf={({ sessionId }) => sessionId}
            empty={text.noSessions}
            columns={[
              { title: text.begun, cell: ({ createdAt }) => <DateText at={createdAt} time /> },
              { title: text.used, cell: ({ usedAt }) => <DateText at={usedAt} time /> },
              { title: text.ends, cell: ({ expiresAt }) => <DateText at={expiresAt} time /> },
              { title: text.end, cell: endButton },
            ]}
          />
        )}
      </Ready>
      <Button kind="secondary" busy={endAll.busy} onClick={() => endAll.run()}>
        {text.endAll}
      </Button>
    </>
  );
}

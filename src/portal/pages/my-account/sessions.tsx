/** Lists the person's sessions, which can be ended one by one or all at once. */
import { useState } from 'preact/hooks';
import { formatTime } from '../../format.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import { client } from '../../session.tsx';
import { Button } from '../../ui/button.tsx';
import { Done } from '../../ui/done.tsx';
import { Table } from '../../ui/table.tsx';
import { type Asked, EndSessions, type Session } from './end-sessions.tsx';
import { texts } from './texts.ts';
import { useSessionColumns } from './use-session-columns.tsx';

export function Sessions() {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const columns = useSessionColumns();
  const list = useLoad(() => client.listSessions(), []);
  const [asked, setAsked] = useState<Asked>();
  const [done, setDone] = useState<string>();
  const ask = (what: Asked) => {
    setDone(undefined);
    setAsked(what);
  };
  const endButton = (session: Session) =>
    session.current ? (
      text.thisOne
    ) : (
      <Button
        kind="secondary"
        small
        label={`${text.endOne} ${formatTime(session.createdAt, language)}`}
        onClick={() => ask(session)}
      >
        {text.end}
      </Button>
    );
  return (
    <>
      <p>{text.sessionsLead}</p>
      <Done>{done}</Done>
      <Ready of={list}>
        {({ items }) => (
          <Table
            caption={text.sessions}
            rows={items}
            keyOf={({ sessionId }) => sessionId}
            empty={text.noSessions}
            columns={[...columns, { title: text.end, cell: endButton }]}
          />
        )}
      </Ready>
      <Button kind="secondary" onClick={() => ask('all')}>
        {text.endAll}
      </Button>
      {asked && (
        <EndSessions
          asked={asked}
          onEnded={async () => {
            await list.reload();
            setDone(text.sessionEnded);
          }}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

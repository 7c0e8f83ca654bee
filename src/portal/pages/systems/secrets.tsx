/** The secrets of a connected system: when each was made, a new one, and removing an old one. */
import { useState } from 'preact/hooks';
import { limit } from '../../../policy/limits.ts';
import { useAction } from '../../action.ts';
import { useTexts } from '../../language.tsx';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Section } from '../../ui/heading.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import { ShownSecret } from './shown-secret.tsx';
import type { Changed, System } from './system.tsx';
import { texts } from './texts.ts';

export function Secrets({ system, changed }: { system: System; changed: Changed }) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const [secret, setSecret] = useState<string>();
  const [asked, setAsked] = useState<string>();
  const { systemId, etag, secrets } = system;
  const adding = useAction(async () => {
    const given = { params: { systemId }, body: {}, ifMatch: etag };
    const { secret: added, ...after } = await client.addSystemSecret(given);
    changed(after);
    setSecret(added);
  });
  if (!system.authentication.startsWith('client_secret')) return null;
  return (
    <Section title={text.secrets}>
      <p>{text.secretsLead}</p>
      <Table
        caption={text.secrets}
        rows={secrets}
        keyOf={({ secretId }) => secretId}
        empty={text.noSecrets}
        columns={[
          { title: text.made, cell: ({ createdAt }) => <DateText at={createdAt} time /> },
          {
            title: words.actions,
            cell: ({ secretId }) => (
              <Button kind="secondary" small onClick={() => setAsked(secretId)}>
                {text.remove}
              </Button>
            ),
          },
        ]}
      />
      {secret && <ShownSecret secret={secret} />}
      <ProblemNote problem={adding.problem} />
      {secrets.length < limit.systemSecretsMax && (
        <Button kind="secondary" busy={adding.busy} onClick={() => adding.run()}>
          {text.newSecret}
        </Button>
      )}
      {asked && (
        <Confirm
          title={text.removeAsk}
          yes={text.remove}
          kind="danger"
          onClose={() => setAsked(undefined)}
          onYes={async () => {
            const given = { params: { systemId, secretId: asked }, ifMatch: etag };
            changed(await client.removeSystemSecret(given), text.removed);
            setSecret(undefined);
          }}
        >
          <p>{text.removeText}</p>
        </Confirm>
      )}
    </Section>
  );
}

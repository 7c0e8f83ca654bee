/** Lists second factors and removes one, after an explanation and the password. */
import { useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { useTexts } from '../../language.tsx';
import { client } from '../../session.tsx';
import { factorTexts } from '../../texts/second-factor.ts';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Table } from '../../ui/table.tsx';
import type { Changed } from './second-factor.tsx';

type Factor = Output<'listFactors'>['items'][number];

export function Ways({ items, changed }: { items: readonly Factor[]; changed: Changed }) {
  const text = useTexts(factorTexts);
  const [asked, setAsked] = useState<Factor>();
  const removeButton = (factor: Factor) => (
    <Button
      kind="secondary"
      small
      label={`${text.removeOne} ${factor.name}`}
      onClick={() => setAsked(factor)}
    >
      {text.remove}
    </Button>
  );
  return (
    <>
      <Table
        caption={text.ways}
        rows={items}
        keyOf={({ factorId }) => factorId}
        empty={text.none}
        columns={[
          { title: text.name, cell: ({ name }) => name },
          { title: text.kind, cell: ({ kind }) => text.kinds[kind] },
          { title: text.added, cell: ({ createdAt }) => <DateText at={createdAt} /> },
          {
            title: text.used,
            cell: ({ usedAt }) => (usedAt ? <DateText at={usedAt} time /> : '–'),
          },
          { title: text.remove, cell: removeButton },
        ]}
      />
      {asked && (
        <Dialog title={text.removeAsk} onClose={() => setAsked(undefined)}>
          <p>{asked.name}</p>
          <p>{text.removeText}</p>
          <Form
            id="remove"
            submit={text.remove}
            kind="danger"
            onCancel={() => setAsked(undefined)}
            onSubmit={async (values) => {
              const currentPassword = values.text('currentPassword');
              const params = { factorId: asked.factorId };
              await client.removeFactor({ params, body: { currentPassword } });
              setAsked(undefined);
              await changed(text.removed);
            }}
          >
            <PasswordField name="currentPassword" label={text.present} />
          </Form>
        </Dialog>
      )}
    </>
  );
}

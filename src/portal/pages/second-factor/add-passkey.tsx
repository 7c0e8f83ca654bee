/** Adds a passkey: the password, a name, then the browser's and device's own prompts. */
import { useState } from 'preact/hooks';
import { limit } from '../../../policy/limits.ts';
import { useTexts } from '../../language.tsx';
import { createPasskey, hasPasskeys } from '../../passkeys.ts';
import { client } from '../../session.tsx';
import { factorTexts } from '../../texts/second-factor.ts';
import { TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Note } from '../../ui/note.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import type { Changed } from './second-factor.tsx';

export function AddPasskey({ changed }: { changed: Changed }) {
  const text = useTexts(factorTexts);
  const [stopped, setStopped] = useState(false);
  if (!hasPasskeys()) return <p>{text.noPasskeys}</p>;
  return (
    <>
      <p>{text.passkeyLead}</p>
      {stopped && (
        <Note kind="alert" live>
          <p>{text.passkeyStopped}</p>
        </Note>
      )}
      <Form
        id="passkey"
        submit={text.addPasskey}
        onSubmit={async (values) => {
          setStopped(false);
          const currentPassword = values.text('currentPassword');
          const begun = await client.beginPasskey({ body: { currentPassword } });
          const passkey = await createPasskey(begun.passkey);
          if (!passkey) return setStopped(true);
          const body = { ticket: begun.ticket, passkey, name: values.text('name') };
          const { recoveryCodes } = await client.addPasskey({ body });
          await changed(text.passkeyAdded, recoveryCodes);
        }}
      >
        <TextField
          name="name"
          label={text.passkeyName}
          value={text.passkeyDefault}
          maxLength={limit.factorNameCharactersMax}
          autoComplete="off"
          required
        />
        <PasswordField name="currentPassword" label={text.present} />
      </Form>
    </>
  );
}

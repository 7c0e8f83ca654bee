/** Adds an authenticator app: the password, a QR code to scan, and a code to verify it. */
import { useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { limit } from '../../../policy/limits.ts';
import { useTexts } from '../../language.tsx';
import { client } from '../../session.tsx';
import { factorTexts } from '../../texts/second-factor.ts';
import { sixDigits, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { QrCode } from './qr-code.tsx';
import type { Changed } from './second-factor.tsx';

export function AddApp({ changed }: { changed: Changed }) {
  const text = useTexts(factorTexts);
  const [begun, setBegun] = useState<Output<'beginTotp'>>();
  if (begun) return <Confirm begun={begun} changed={changed} />;
  return (
    <>
      <p>{text.appLead}</p>
      <Form
        id="app"
        submit={text.next}
        onSubmit={async (values) => {
          const currentPassword = values.text('currentPassword');
          setBegun(await client.beginTotp({ body: { currentPassword } }));
        }}
      >
        <PasswordField name="currentPassword" label={text.present} />
      </Form>
    </>
  );
}

function Confirm({ begun, changed }: { begun: Output<'beginTotp'>; changed: Changed }) {
  const text = useTexts(factorTexts);
  const { ticket, secret, uri } = begun;
  return (
    <>
      <h3 class="heading-s">{text.scan}</h3>
      <QrCode text={uri} label={text.qr} />
      <p>
        {text.scanLead} <code class="secret">{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <Form
        id="confirm"
        submit={text.turnOn}
        onSubmit={async (values) => {
          const body = { ticket, code: values.text('code'), name: values.text('name') };
          const { recoveryCodes } = await client.addTotp({ body });
          await changed(text.appAdded, recoveryCodes);
        }}
      >
        <TextField
          name="code"
          label={text.code}
          hint={text.codeHint}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern={sixDigits}
          maxLength={limit.codeCharactersMax}
          required
        />
        <TextField
          name="name"
          label={text.appName}
          value={text.appDefault}
          maxLength={limit.factorNameCharactersMax}
          autoComplete="off"
          required
        />
      </Form>
    </>
  );
}

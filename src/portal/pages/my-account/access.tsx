/** Changes the address or the password; both require the current password. */
import { useState } from 'preact/hooks';
import { useTexts } from '../../language.tsx';
import { client, useSession } from '../../session.tsx';
import { Done } from '../../ui/done.tsx';
import { TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { texts } from './texts.ts';

export function AddressForm() {
  const text = useTexts(texts);
  const { me, reload } = useSession();
  const [turn, setTurn] = useState(0);
  const waits = me?.pendingChanges.some(({ what }) => what === 'address_change');
  return (
    <>
      <p>{text.addressLead}</p>
      <Done key={turn}>{turn > 0 && waits ? text.linkSent : undefined}</Done>
      <Form
        key={`form ${turn}`}
        id="address"
        submit={text.sendLink}
        onSubmit={async (values) => {
          const email = values.text('email');
          const currentPassword = values.text('currentPassword');
          await client.requestAddressChange({ body: { email, currentPassword } });
          await reload();
          setTurn(turn + 1);
        }}
      >
        <TextField
          name="email"
          label={text.newAddress}
          type="email"
          autoComplete="email"
          required
        />
        <PasswordField name="currentPassword" label={text.present} />
      </Form>
    </>
  );
}

export function PasswordForm() {
  const text = useTexts(texts);
  const { me } = useSession();
  const names = me ? [me.firstName, me.lastName, me.email] : [];
  const [turn, setTurn] = useState(0);
  return (
    <>
      <Done key={turn}>{turn > 0 ? text.passwordChanged : undefined}</Done>
      <Form
        key={`form ${turn}`}
        id="password"
        submit={text.changePassword}
        onSubmit={async (values) => {
          const currentPassword = values.text('currentPassword');
          const newPassword = values.text('newPassword');
          await client.changePassword({ body: { currentPassword, newPassword } });
          setTurn(turn + 1);
        }}
      >
        <PasswordField name="currentPassword" label={text.present} />
        <PasswordField name="newPassword" label={text.newPassword} freshFor={names} />
      </Form>
    </>
  );
}

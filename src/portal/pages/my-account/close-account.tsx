/** Closes the person's own account after an explanation and the password. */
import { useState } from 'preact/hooks';
import { useTexts } from '../../language.tsx';
import { client, useSession } from '../../session.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { texts } from './texts.ts';

export function CloseAccount() {
  const text = useTexts(texts);
  const { me, end } = useSession();
  const lead = me && text.closeLead(me.eraseAfterDays);
  const [asked, setAsked] = useState(false);
  return (
    <>
      <p>{lead}</p>
      <Button kind="danger" onClick={() => setAsked(true)}>
        {text.closeButton}
      </Button>
      {asked && (
        <Dialog title={text.closeTitle} onClose={() => setAsked(false)}>
          <p>{lead}</p>
          <Form
            id="close"
            submit={text.closeButton}
            kind="danger"
            onCancel={() => setAsked(false)}
            onSubmit={async (values) => {
              await client.closeMe({ body: { currentPassword: values.text('currentPassword') } });
              end('signed_out');
            }}
          >
            <PasswordField name="currentPassword" label={text.present} />
          </Form>
        </Dialog>
      )}
    </>
  );
}

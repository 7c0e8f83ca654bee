/** Removes a person's second factors if all of them are lost, with the administrator's own password. */
import { useState } from 'preact/hooks';
import { useTexts } from '../../language.tsx';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { factorTexts } from '../../texts/second-factor.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { isConflict } from './decision.tsx';
import type { PartProps } from './person.tsx';

export function ResetFactor({ user, changed }: PartProps) {
  const words = useTexts(common);
  const text = useTexts(factorTexts);
  const [asked, setAsked] = useState(false);
  const params = { userId: user.userId };
  async function reset(currentPassword: string) {
    try {
      const body = { currentPassword };
      changed(await client.resetFactors({ params, body, ifMatch: user.etag }), text.resetDone);
    } catch (error) {
      if (!isConflict(error)) throw error;
      const now = await client.readUser({ params });
      changed(now, `${words.changedMeanwhile}. ${words.nowShown}`);
    }
  }
  return (
    <>
      <Button kind="secondary" onClick={() => setAsked(true)}>
        {text.reset}
      </Button>
      {asked && (
        <Dialog title={text.resetAsk} onClose={() => setAsked(false)}>
          <p>{text.resetText}</p>
          <Form
            id="reset-factor"
            submit={text.reset}
            kind="danger"
            onCancel={() => setAsked(false)}
            onSubmit={async (values) => {
              await reset(values.text('currentPassword'));
              setAsked(false);
            }}
          >
            <PasswordField name="currentPassword" label={text.present} />
          </Form>
        </Dialog>
      )}
    </>
  );
}

/** Removes a person's second factors if all of them are lost, with the administrator's own password. */

import { fullName } from '../../../policy/full-name.ts';
import { useTexts } from '../../language.tsx';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { factorTexts } from '../../texts/second-factor.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { isConflict } from './decision.tsx';
import type { PartProps } from './person.tsx';
import { texts } from './texts.ts';

export function ResetFactor({ user, changed, onClose }: PartProps & { onClose: () => void }) {
  const words = useTexts(common);
  const text = useTexts(factorTexts);
  const own = useTexts(texts);
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
    <Dialog title={own.resetFactorAsk(fullName(user))} onClose={onClose}>
      <p>{text.resetText}</p>
      <Form
        id="reset-factor"
        submit={text.reset}
        kind="danger"
        onCancel={onClose}
        onSubmit={(values) => reset(values.text('currentPassword'))}
      >
        <PasswordField name="currentPassword" label={text.present} />
      </Form>
    </Dialog>
  );
}

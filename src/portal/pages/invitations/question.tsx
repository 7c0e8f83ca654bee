/** What is asked before an invitation is revoked or a proposal declined. */

import { fullName } from '../../../policy/full-name.ts';
import { limit } from '../../../policy/limits.ts';
import { useTexts } from '../../language.tsx';
import { client } from '../../session.tsx';
import { Confirm, Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import type { Invitation } from './invitations.tsx';
import { texts } from './texts.ts';

export type Asked = { what: 'revoke' | 'decline'; of: Invitation };

type QuestionProps = {
  asked: Asked;
  after: (said: string) => Promise<void>;
  onClose: () => void;
};

export function Question({ asked: { what, of }, after, onClose }: QuestionProps) {
  const text = useTexts(texts);
  const params = { userId: of.userId };
  if (what === 'revoke')
    return (
      <Confirm
        title={text.revokeAsk(fullName(of))}
        yes={text.revoke}
        kind="danger"
        onClose={onClose}
        onYes={async () => {
          await client.revokeInvitation({ params });
          await after(text.revoked);
        }}
      >
        <p>{text.revokeText}</p>
      </Confirm>
    );
  return (
    <Dialog title={text.declineAsk(fullName(of))} onClose={onClose}>
      <p>{text.declineText}</p>
      <Form
        id={`decline-${of.userId}`}
        submit={text.decline}
        kind="danger"
        onCancel={onClose}
        onSubmit={async (values) => {
          const reason = values.text('reason').trim();
          const body = reason === '' ? {} : { reason };
          await client.declineInvitation({ params, body, ifMatch: of.etag });
          await after(text.declined);
        }}
      >
        <TextField name="reason" label={text.reason} maxLength={limit.reasonCharactersMax} />
      </Form>
    </Dialog>
  );
}

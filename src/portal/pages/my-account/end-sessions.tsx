/** Ends one of the person's sessions or all of them, after an explanation and the password. */
import type { Output } from '../../../api.ts';
import { formatTime } from '../../format.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { client, useSession } from '../../session.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { texts } from './texts.ts';

export type Session = Output<'listSessions'>['items'][number];
export type Asked = Session | 'all';

type EndSessionsProps = {
  asked: Asked;
  /** The one session has ended; after all of them, the page shows the sign-in. */
  onEnded: () => Promise<void>;
  onClose: () => void;
};

export function EndSessions({ asked, onEnded, onClose }: EndSessionsProps) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { end: leave } = useSession();
  const all = asked === 'all';
  async function end(currentPassword: string) {
    const body = { currentPassword };
    if (asked === 'all') {
      await client.endSessions({ body });
      leave('signed_out');
    } else {
      await client.endSession({ params: { sessionId: asked.sessionId }, body });
      onClose();
      await onEnded();
    }
  }
  return (
    <Dialog title={all ? text.endAllAsk : text.endAsk} onClose={onClose}>
      <p>{all ? text.endAllText : text.endText(formatTime(asked.createdAt, language))}</p>
      <Form
        id="end-sessions"
        submit={all ? text.endAll : text.endYes}
        kind="danger"
        onCancel={onClose}
        onSubmit={(values) => end(values.text('currentPassword'))}
      >
        <PasswordField name="currentPassword" label={text.present} />
      </Form>
    </Dialog>
  );
}

/** Recovery codes, shown only once when they are created; new ones replace them. */
import { useState } from 'preact/hooks';
import { useTexts } from '../../language.tsx';
import { saveFile } from '../../save-file.ts';
import { client } from '../../session.tsx';
import { factorTexts } from '../../texts/second-factor.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/heading.tsx';
import { Note } from '../../ui/note.tsx';
import { PasswordField } from '../../ui/password-field.tsx';

type RecoveryCodesProps = { codes: readonly string[]; onKept: () => void };

export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const text = useTexts(factorTexts);
  const file = `${text.yourCodes}\n\n${codes.join('\n')}\n`;
  return (
    <Section title={text.yourCodes}>
      <Note kind="alert" live>
        <p>{text.keepThem}</p>
      </Note>
      <ul class="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div class="buttons">
        <Button kind="secondary" onClick={() => saveFile(text.fileName, file, 'text/plain')}>
          {text.saveFile}
        </Button>
        <Button onClick={onKept}>{text.kept}</Button>
      </div>
    </Section>
  );
}

type RenewCodesProps = { left: number; show: (codes: readonly string[]) => void };

export function RenewCodes({ left, show }: RenewCodesProps) {
  const text = useTexts(factorTexts);
  const [asked, setAsked] = useState(false);
  return (
    <>
      <p>
        {text.codesLead} {text.codesLeft(left)}
      </p>
      <Button kind="secondary" onClick={() => setAsked(true)}>
        {text.renew}
      </Button>
      {asked && (
        <Dialog title={text.renewAsk} onClose={() => setAsked(false)}>
          <p>{text.renewText}</p>
          <Form
            id="renew"
            submit={text.renew}
            onCancel={() => setAsked(false)}
            onSubmit={async (values) => {
              const currentPassword = values.text('currentPassword');
              const { recoveryCodes } = await client.renewRecoveryCodes({
                body: { currentPassword },
              });
              setAsked(false);
              show(recoveryCodes);
            }}
          >
            <PasswordField name="currentPassword" label={text.present} />
          </Form>
        </Dialog>
      )}
    </>
  );
}

/** The step after the right password: a passkey, an app's code or a recovery code. */
import { useState } from 'preact/hooks';
import type { Output } from '../../api.ts';
import type { SecondStep as Step } from '../../policy/factor-kinds.ts';
import { limit } from '../../policy/limits.ts';
import { useAction } from '../action.ts';
import { useTexts } from '../language.tsx';
import { askPasskey, hasPasskeys } from '../passkeys.ts';
import { client } from '../session.tsx';
import { factorTexts } from '../texts/second-factor.ts';
import { Button, type ButtonKind } from '../ui/button.tsx';
import { sixDigits, TextField } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Heading } from '../ui/heading.tsx';
import { Note } from '../ui/note.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

type Tokens = Output<'completeSignIn'>;
type SecondStepProps = { step: Step; done: (tokens: Tokens) => Promise<void>; back: () => void };

export function SecondStep({ step, done, back }: SecondStepProps) {
  const text = useTexts(factorTexts);
  const [recovering, setRecovering] = useState(!step.methods.includes('totp'));
  const byCode = step.methods.includes('totp');
  const byRecovery = step.methods.includes('recovery_code');
  const { ticket, passkey: passkeyOptions } = step;
  return (
    <>
      <Heading>{text.step}</Heading>
      <p>{text.stepLead}</p>
      {passkeyOptions && hasPasskeys() && (
        <PasskeyButton
          label={text.usePasskey}
          use={async () => {
            const passkey = await askPasskey(passkeyOptions);
            if (!passkey) return false;
            await done(await client.completeSignIn({ body: { ticket, passkey } }));
            return true;
          }}
        />
      )}
      {byCode && !recovering && (
        <Form
          id="code"
          submit={text.confirm}
          onSubmit={async (values) =>
            done(await client.completeSignIn({ body: { ticket, code: values.text('code') } }))
          }
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
        </Form>
      )}
      {byRecovery && recovering && (
        <Form
          id="recovery"
          submit={text.confirm}
          onSubmit={async (values) => {
            const recoveryCode = values.text('recoveryCode').trim();
            await done(await client.completeSignIn({ body: { ticket, recoveryCode } }));
          }}
        >
          <TextField
            name="recoveryCode"
            label={text.recoveryCode}
            hint={text.recoveryHint}
            autoComplete="off"
            maxLength={limit.codeCharactersMax}
            required
          />
        </Form>
      )}
      <div class="buttons">
        {byCode && byRecovery && (
          <Button kind="supplementary" onClick={() => setRecovering(!recovering)}>
            {recovering ? text.useCode : text.useRecovery}
          </Button>
        )}
        <Button kind="supplementary" onClick={back}>
          {text.backToPassword}
        </Button>
      </div>
      <p>{text.lost}</p>
    </>
  );
}

/** Signs in with a passkey instead of address and password. */
export function PasskeySignIn({ done }: Pick<SecondStepProps, 'done'>) {
  const text = useTexts(factorTexts);
  if (!hasPasskeys()) return null;
  return (
    <PasskeyButton
      kind="secondary"
      label={text.passkeySignIn}
      use={async () => {
        const begun = await client.beginPasskeySignIn({ body: {} });
        const passkey = await askPasskey(begun.passkey);
        if (!passkey) return false;
        await done(await client.signInWithPasskey({ body: { ticket: begun.ticket, passkey } }));
        return true;
      }}
    />
  );
}

type PasskeyButtonProps = {
  kind?: ButtonKind;
  label: string;
  /** @returns false if the person or device cancelled */
  use: () => Promise<boolean>;
};

function PasskeyButton({ kind = 'primary', label, use }: PasskeyButtonProps) {
  const text = useTexts(factorTexts);
  const [stopped, setStopped] = useState(false);
  const action = useAction(async () => {
    setStopped(false);
    setStopped(!(await use()));
  });
  return (
    <>
      <ProblemNote problem={action.problem} />
      {stopped && (
        <Note kind="alert" live>
          <p>{text.passkeyStopped}</p>
        </Note>
      )}
      <div class="buttons">
        <Button kind={kind} busy={action.busy} onClick={() => action.run()}>
          {label}
        </Button>
      </div>
    </>
  );
}

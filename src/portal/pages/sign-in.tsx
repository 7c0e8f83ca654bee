/** Signs a person in and continues to the requested page. */

import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Output } from '../../api.ts';
import { ProblemError } from '../../client/client.ts';
import type { SecondStep as Step } from '../../policy/factor-kinds.ts';
import { inEveryLanguage, useTexts } from '../language.tsx';
import { holdLinkToken } from '../link-token.ts';
import { client, useSession } from '../session.tsx';
import { common } from '../texts/common.ts';
import { Contact } from '../ui/contact.tsx';
import { TextField } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Heading } from '../ui/heading.tsx';
import { Note } from '../ui/note.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { PasskeySignIn, SecondStep } from './second-step.tsx';

export const texts = inEveryLanguage({
  fi: {
    title: 'Kirjaudu palveluun',
    lead: 'Käyttäjätunnuksesi on sähköpostiosoite, johon kutsu lähetettiin.',
    password: 'Salasana',
    forgot: 'Unohditko salasanasi?',
    help: 'Etkö pääse kirjautumaan, tai onko tilisi poistettu käytöstä? Ota yhteyttä ylläpitoon:',
    ended: 'Istunto on päättynyt',
  },
  sv: {
    title: 'Logga in i tjänsten',
    lead: 'Ditt användarnamn är e-postadressen som inbjudan skickades till.',
    password: 'Lösenord',
    forgot: 'Har du glömt ditt lösenord?',
    help: 'Kan du inte logga in, eller har ditt konto inaktiverats? Kontakta administrationen:',
    ended: 'Sessionen har avslutats',
  },
  en: {
    title: 'Sign in',
    lead: 'Your user name is the e-mail address that your invitation was sent to.',
    password: 'Password',
    forgot: 'Forgot your password?',
    help: 'Unable to sign in, or has your account been deactivated? Contact the administration:',
    ended: 'The session has ended',
  },
});

type SignInProps = {
  /** Says why to sign in. */
  lead?: string | undefined;
  /** The address that a connected system expects. */
  email?: string | undefined;
};

export default function SignIn() {
  return <SignInForm />;
}

export function SignInForm({ lead, email }: SignInProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { begin, ended } = useSession();
  const { path, route } = useLocation();
  const [step, setStep] = useState<Step>();
  const enter = async (tokens: Output<'signIn'>) => {
    await begin(tokens);
    if (path === '/sign-in') route('/');
  };
  const why = {
    signed_out: words.signedOut,
    elsewhere: words.signedOutElsewhere,
    session_ended: words.sessionEnded,
  };
  if (step) return <SecondStep step={step} done={enter} back={() => setStep(undefined)} />;
  return (
    <>
      <Heading>{text.title}</Heading>
      {ended && (
        <Note title={text.ended} live>
          <p>{why[ended]}</p>
        </Note>
      )}
      {lead && <p>{lead}</p>}
      <p>{text.lead}</p>
      <Form
        submit={words.signIn}
        onSubmit={async (values) => {
          const body = { email: values.text('email'), password: values.text('password') };
          try {
            await enter(await client.signIn({ body }));
          } catch (error) {
            if (!(error instanceof ProblemError)) throw error;
            if (error.resetToken) {
              holdLinkToken(error.resetToken);
              return route('/reset?weak');
            }
            if (!error.secondFactor) throw error;
            setStep(error.secondFactor);
          }
        }}
      >
        <TextField
          name="email"
          label={words.email}
          type="email"
          autoComplete="username"
          value={email}
          required
        />
        <PasswordField name="password" label={text.password} />
      </Form>
      <PasskeySignIn done={enter} />
      <p>
        <a href="/forgot-password">{text.forgot}</a>
      </p>
      <Contact lead={text.help} />
    </>
  );
}

/** Sets a new password with the link from the e-mail; all sessions end. */
import { useState } from 'preact/hooks';
import { goOnAt } from '../kept-request.ts';
import { inEveryLanguage, useTexts } from '../language.tsx';
import { forgetLinkToken } from '../link-token.ts';
import type { PageProps } from '../page.ts';
import { client } from '../session.tsx';
import { Form } from '../ui/form.tsx';
import { Heading } from '../ui/heading.tsx';
import { LinkPage, namesOf } from '../ui/link-page.tsx';
import { Note } from '../ui/note.tsx';
import { PasswordField } from '../ui/password-field.tsx';

export const texts = inEveryLanguage({
  fi: {
    lead: 'Kun salasana vaihtuu, kaikki avoimet istuntosi päättyvät.',
    password: 'Uusi salasana',
    save: 'Vaihda salasana',
    done: 'Salasana on vaihdettu',
    signIn: 'Kirjaudu uudella salasanalla',
  },
  sv: {
    lead: 'När lösenordet byts avslutas alla dina öppna sessioner.',
    password: 'Nytt lösenord',
    save: 'Byt lösenord',
    done: 'Lösenordet har bytts',
    signIn: 'Logga in med det nya lösenordet',
  },
  en: {
    lead: 'Changing your password ends all your open sessions.',
    password: 'New password',
    save: 'Change password',
    done: 'Your password has been changed',
    signIn: 'Sign in with the new password',
  },
});

export default function Reset({ title }: PageProps) {
  const text = useTexts(texts);
  const [done, setDone] = useState(false);
  return (
    <>
      <Heading>{title}</Heading>
      {done ? (
        <Note kind="success" title={text.done} live>
          <p>
            <a href={goOnAt('/sign-in')}>{text.signIn}</a>
          </p>
        </Note>
      ) : (
        <LinkPage purpose="password_reset">
          {(link, token) => (
            <>
              <p>{text.lead}</p>
              <Form
                submit={text.save}
                onSubmit={async (values) => {
                  await client.resetPassword({
                    body: { token, password: values.text('password') },
                  });
                  forgetLinkToken();
                  setDone(true);
                }}
              >
                <PasswordField name="password" label={text.password} freshFor={namesOf(link)} />
              </Form>
            </>
          )}
        </LinkPage>
      )}
    </>
  );
}

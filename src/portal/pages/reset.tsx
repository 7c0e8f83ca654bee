/** Sets a new password with the link from the e-mail; all sessions end. */
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
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
    weak: 'Salasanasi oli oikein, mutta se ei täytä tämän palvelun vaatimuksia. Valitse uusi salasana.',
    lead: 'Kun salasana vaihtuu, kaikki avoimet istuntosi päättyvät.',
    password: 'Uusi salasana',
    save: 'Vaihda salasana',
    done: 'Salasana on vaihdettu',
    signIn: 'Kirjaudu uudella salasanalla',
  },
  sv: {
    weak: 'Ditt lösenord var rätt, men det uppfyller inte kraven i den här tjänsten. Välj ett nytt lösenord.',
    lead: 'När lösenordet byts avslutas alla dina öppna sessioner.',
    password: 'Nytt lösenord',
    save: 'Byt lösenord',
    done: 'Lösenordet har bytts',
    signIn: 'Logga in med det nya lösenordet',
  },
  en: {
    weak: 'Your password was correct, but it does not meet the requirements of this service. Choose a new one.',
    lead: 'Changing your password ends all your open sessions.',
    password: 'New password',
    save: 'Change password',
    done: 'Your password has been changed',
    signIn: 'Sign in with the new password',
  },
});

export default function Reset({ title }: PageProps) {
  const text = useTexts(texts);
  const { query } = useLocation();
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
              <p>{'weak' in query ? text.weak : text.lead}</p>
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

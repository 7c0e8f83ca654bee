/** Asks for a link to set a new password; says the same for every address. */
import { useState } from 'preact/hooks';
import { limit } from '../../policy/limits.ts';
import { inEveryLanguage, useTexts } from '../language.tsx';
import type { PageProps } from '../pages.ts';
import { client } from '../session.tsx';
import { common } from '../texts/common.ts';
import { TextField } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Heading } from '../ui/heading.tsx';
import { Note } from '../ui/note.tsx';

const texts = inEveryLanguage({
  fi: {
    lead: 'Lähetämme sähköpostiisi linkin, jolla voit asettaa uuden salasanan.',
    send: 'Lähetä linkki',
    sent: 'Tarkista sähköpostisi',
    sentText: (minutes: number) =>
      `Jos osoitteella on tunnus, siihen lähti linkki. Linkki toimii ${minutes} minuuttia.`,
    nothing: 'Jos viestiä ei tule, katso roskapostikansio ja kokeile muita osoitteitasi.',
    signIn: 'Siirry kirjautumiseen',
  },
  sv: {
    lead: 'Vi skickar en länk till din e-post, med vilken du kan välja ett nytt lösenord.',
    send: 'Skicka länken',
    sent: 'Kontrollera din e-post',
    sentText: (minutes: number) =>
      `Om adressen har ett konto har en länk skickats dit. Länken fungerar i ${minutes} minuter.`,
    nothing: 'Om meddelandet inte kommer, titta i skräpposten och pröva dina andra adresser.',
    signIn: 'Gå till inloggningen',
  },
  en: {
    lead: 'We send a link to your e-mail with which you can set a new password.',
    send: 'Send the link',
    sent: 'Check your e-mail',
    sentText: (minutes: number) =>
      `If the address has an account, a link is on its way. It works for ${minutes} minutes.`,
    nothing: 'If no message comes, look into the spam folder and try your other addresses.',
    signIn: 'Go to sign-in',
  },
});

export default function ForgotPassword({ title }: PageProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const [sent, setSent] = useState(false);
  return (
    <>
      <Heading>{title}</Heading>
      {sent ? (
        <Note kind="success" title={text.sent} live>
          <p>{text.sentText(limit.resetLinkMinutes)}</p>
          <p>{text.nothing}</p>
        </Note>
      ) : (
        <>
          <p>{text.lead}</p>
          <Form
            submit={text.send}
            onSubmit={async (values) => {
              await client.forgotPassword({ body: { email: values.text('email') } });
              setSent(true);
            }}
          >
            <TextField
              name="email"
              label={words.email}
              type="email"
              autoComplete="username"
              required
            />
          </Form>
        </>
      )}
      <p>
        <a href="/sign-in">{text.signIn}</a>
      </p>
    </>
  );
}

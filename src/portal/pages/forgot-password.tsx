/** Requests a link for a new password; the response is the same for every address. */
import { useState } from 'preact/hooks';
import { limit } from '../../policy/limits.ts';
import { useTexts } from '../language.tsx';
import type { PageProps } from '../page.ts';
import { client } from '../session.tsx';
import { common } from '../texts/common.ts';
import { Contact } from '../ui/contact.tsx';
import { TextField } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Heading } from '../ui/heading.tsx';
import { Note } from '../ui/note.tsx';
import { texts } from './forgot-password.texts.ts';

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
          <Contact lead={text.inactive} />
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

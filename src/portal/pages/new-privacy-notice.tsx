/** Asks the person to read and acknowledge a new privacy notice before anything else. */
import { inEveryLanguage, useLanguage, useTexts } from '../language.tsx';
import { Ready, useLoad } from '../load.tsx';
import type { PageProps } from '../page.ts';
import { client, useSession } from '../session.tsx';
import { Form } from '../ui/form.tsx';
import { Heading } from '../ui/heading.tsx';
import { Note } from '../ui/note.tsx';
import { Sections } from '../ui/sections.tsx';

export const texts = inEveryLanguage({
  fi: { changed: 'Mitä on muuttunut', read: 'Olen lukenut selosteen' },
  sv: { changed: 'Vad som har ändrats', read: 'Jag har läst beskrivningen' },
  en: { changed: 'What has changed', read: 'I have read the notice' },
});

export default function NewPrivacyNotice({ title }: PageProps) {
  const { language } = useLanguage();
  const text = useTexts(texts);
  const { begin } = useSession();
  const notice = useLoad(() => client.privacyNotice({ query: { language } }), [language]);
  return (
    <>
      <Heading>{title}</Heading>
      <Ready of={notice}>
        {({ version, changeNote, sections }) => (
          <>
            {changeNote && (
              <Note title={text.changed}>
                <p>{changeNote}</p>
              </Note>
            )}
            <Sections sections={sections} />
            <Form
              submit={text.read}
              onSubmit={async () => {
                await client.acknowledgePrivacyNotice({ body: { version, language } });
                await begin({});
              }}
            >
              {null}
            </Form>
          </>
        )}
      </Ready>
    </>
  );
}

/** The current privacy notice, for everyone. */
import { inEveryLanguage, useLanguage, useTexts } from '../language.tsx';
import { Ready, useLoad } from '../load.tsx';
import type { PageProps } from '../page.ts';
import { client } from '../session.tsx';
import { DateText } from '../ui/date.tsx';
import { Heading } from '../ui/heading.tsx';
import { Note } from '../ui/note.tsx';
import { Sections } from '../ui/sections.tsx';

export const texts = inEveryLanguage({
  fi: { version: 'Versio', changed: 'Mitä on muuttunut', registry: 'Lue myös rekisteriseloste.' },
  sv: {
    version: 'Version',
    changed: 'Vad som har ändrats',
    registry: 'Läs också registerbeskrivningen.',
  },
  en: {
    version: 'Version',
    changed: 'What has changed',
    registry: 'See also the registry description.',
  },
});

export default function Privacy({ title }: PageProps) {
  const { language } = useLanguage();
  const text = useTexts(texts);
  const notice = useLoad(() => client.privacyNotice({ query: { language } }), [language]);
  return (
    <>
      <Heading>{title}</Heading>
      <Ready of={notice}>
        {({ version, publishedAt, changeNote, sections }) => (
          <>
            <p>
              {text.version} {version} {publishedAt && <DateText at={publishedAt} />}
            </p>
            {changeNote && (
              <Note title={text.changed}>
                <p>{changeNote}</p>
              </Note>
            )}
            <Sections sections={sections} />
            <p>
              <a href="/registry">{text.registry}</a>
            </p>
          </>
        )}
      </Ready>
    </>
  );
}

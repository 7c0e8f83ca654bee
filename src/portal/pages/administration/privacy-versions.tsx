/** The current privacy notice, and publishing the next version from what the service does now. */
import { useState } from 'preact/hooks';
import type { SentBody } from '../../../api.ts';
import { limit } from '../../../policy/limits.ts';
import { inEveryLanguage, useLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { client } from '../../session.tsx';
import { DateText } from '../../ui/date.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Done } from '../../ui/done.tsx';
import { Facts } from '../../ui/facts.tsx';
import { CheckField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Heading, Section } from '../../ui/heading.tsx';
import { TranslatedFields, translatedOf } from '../../ui/translated-fields.tsx';

export const texts = inEveryLanguage({
  fi: {
    version: 'Voimassa oleva versio',
    published: 'Julkaistu',
    note: 'Muutos',
    read: 'Lue tietosuojaseloste',
    next: 'Julkaise seuraava versio',
    lead: 'Selosteen teksti syntyy siitä, mitä palvelu tekee tietojen kanssa. Kerro, mikä on muuttunut.',
    changed: 'Mitä on muuttunut',
    acknowledge: 'Jokaisen on luettava uusi versio ennen kuin jatkaa palvelussa',
    publish: 'Julkaise',
    ask: 'Julkaistaanko uusi versio?',
    askEveryone:
      'Kaikkien käyttäjien on luettava ja kuitattava uusi versio, ennen kuin he voivat jatkaa palvelun käyttöä. Julkaisua ei voi perua.',
    askNobody: 'Uusi versio tulee heti kaikkien nähtäville. Julkaisua ei voi perua.',
    done: (version: number) => `Versio ${version} on julkaistu.`,
  },
  sv: {
    version: 'Gällande version',
    published: 'Publicerad',
    note: 'Ändring',
    read: 'Läs dataskyddsbeskrivningen',
    next: 'Publicera nästa version',
    lead: 'Beskrivningens text kommer av vad tjänsten gör med uppgifterna. Berätta vad som har ändrats.',
    changed: 'Vad som har ändrats',
    acknowledge: 'Alla ska läsa den nya versionen innan de fortsätter i tjänsten',
    publish: 'Publicera',
    ask: 'Vill du publicera den nya versionen?',
    askEveryone:
      'Alla användare måste läsa och bekräfta den nya versionen innan de kan fortsätta använda tjänsten. Publiceringen kan inte ångras.',
    askNobody: 'Den nya versionen blir genast synlig för alla. Publiceringen kan inte ångras.',
    done: (version: number) => `Version ${version} har publicerats.`,
  },
  en: {
    version: 'Version in force',
    published: 'Published',
    note: 'Change',
    read: 'Read the privacy notice',
    next: 'Publish the next version',
    lead: 'The notice is generated from what the service does with data. Describe what has changed.',
    changed: 'What has changed',
    acknowledge: 'Everyone must read the new version before continuing',
    publish: 'Publish',
    ask: 'Publish the new version?',
    askEveryone:
      'Everyone must read and acknowledge the new version before they can continue. Publishing cannot be undone.',
    askNobody: 'Everyone will see the new version immediately. Publishing cannot be undone.',
    done: (version: number) => `Version ${version} was published.`,
  },
});

type Publication = SentBody<'publishPrivacyNotice'>;

export default function PrivacyVersions({ title }: PageProps) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const [done, setDone] = useState<string>();
  const [asked, setAsked] = useState<Publication>();
  const notice = useLoad(() => client.privacyNotice({ query: { language } }), [language]);
  const publish = async (body: Publication) => {
    const { version } = await client.publishPrivacyNotice({ body });
    await notice.reload();
    setDone(text.done(version));
  };
  return (
    <>
      <Heading>{title}</Heading>
      <Done>{done}</Done>
      <Ready of={notice}>
        {({ version, publishedAt, changeNote }) => (
          <Facts
            rows={[
              [text.version, version],
              [text.published, publishedAt && <DateText at={publishedAt} time />],
              [text.note, changeNote],
            ]}
          />
        )}
      </Ready>
      <p>
        <a href="/privacy">{text.read}</a>
      </p>
      <Section title={text.next}>
        <p>{text.lead}</p>
        <Form
          key={done}
          submit={text.publish}
          onSubmit={async (values) => {
            const changeNote = translatedOf(values, 'changeNote');
            const acknowledge = values.checked('acknowledge');
            setAsked({ changeNote, acknowledge });
          }}
        >
          <TranslatedFields
            name="changeNote"
            label={text.changed}
            maxLength={limit.changeNoteCharactersMax}
            lines={3}
          />
          <CheckField name="acknowledge" label={text.acknowledge} />
        </Form>
      </Section>
      {asked && (
        <Confirm
          title={text.ask}
          yes={text.publish}
          onClose={() => setAsked(undefined)}
          onYes={() => publish(asked)}
        >
          <p>{asked.acknowledge ? text.askEveryone : text.askNobody}</p>
        </Confirm>
      )}
    </>
  );
}

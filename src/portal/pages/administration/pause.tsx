/** Pauses what the service takes away by date, and resumes it. */
import { useState } from 'preact/hooks';
import { counted } from '../../../policy/counted.ts';
import { limit } from '../../../policy/limits.ts';
import { pauseChanged } from '../../frame/pause-banner.tsx';
import { inEveryLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import { client } from '../../session.tsx';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/heading.tsx';
import { PersonName } from '../../ui/person-name.tsx';

export const texts = inEveryLanguage({
  fi: {
    title: 'Keskeyttäminen',
    text: 'Keskeytyksen aikana tilejä ei poisteta käytöstä käyttämättömyyden vuoksi eikä mitään tietoja poisteta. Tili poistuu silti käytöstä, kun työsuhde päättyy.',
    pause: 'Keskeytä poisto',
    pauseAsk: 'Keskeytetäänkö tilien automaattinen poisto?',
    paused: 'Tilien automaattinen poisto on keskeytetty.',
    since: 'Keskeytetty',
    by: 'Keskeyttäjä',
    resume: 'Jatka poistoa',
    resumeAsk: 'Jatketaanko tilien automaattista poistoa?',
    resumeText: `Käyttämättömyyden vuoksi tilejä poistuu käytöstä aikaisintaan ${limit.noticeDaysMin} päivän kuluttua. Tiedot, joiden säilytysaika päättyi keskeytyksen aikana, poistetaan aikaisintaan ensi yönä.`,
    resumed: 'Tilien automaattista poistoa jatketaan.',
  },
  sv: {
    title: 'Paus',
    text: 'Under en paus inaktiveras inga konton på grund av inaktivitet och inga uppgifter raderas. När en anställning upphör inaktiveras kontot ändå.',
    pause: 'Pausa',
    pauseAsk: 'Vill du pausa den automatiska rensningen?',
    paused: 'Den automatiska rensningen har pausats.',
    since: 'Pausat',
    by: 'Pausat av',
    resume: 'Återuppta',
    resumeAsk: 'Vill du återuppta den automatiska rensningen?',
    resumeText: `Konton inaktiveras på grund av inaktivitet tidigast om ${counted(limit.noticeDaysMin, 'dag', 'dagar')}. Uppgifter vars lagringstid gick ut under pausen raderas tidigast i natt.`,
    resumed: 'Den automatiska rensningen har återupptagits.',
  },
  en: {
    title: 'Pausing',
    text: 'During a pause, no account is deactivated for inactivity and no data is erased. An account still ends when its owner’s employment ends.',
    pause: 'Pause',
    pauseAsk: 'Pause automatic clean-up?',
    paused: 'Automatic clean-up has been paused.',
    since: 'Paused',
    by: 'Paused by',
    resume: 'Resume',
    resumeAsk: 'Resume automatic clean-up?',
    resumeText: `No account is deactivated for inactivity within the next ${counted(limit.noticeDaysMin, 'day', 'days')}. Data whose retention ended during the pause is erased tonight at the earliest.`,
    resumed: 'Automatic clean-up has been resumed.',
  },
});

export function Pause({ after }: { after: (said: string) => Promise<void> }) {
  const text = useTexts(texts);
  const read = useLoad(() => client.readPause(), []);
  const [asked, setAsked] = useState(false);
  const paused = read.data?.pause !== undefined;
  const change = async () => {
    read.put(
      paused
        ? await client.resumeLifecycle({ body: {} })
        : await client.pauseLifecycle({ body: {} }),
    );
    window.dispatchEvent(new Event(pauseChanged));
    await after(paused ? text.resumed : text.paused);
  };
  return (
    <Section title={text.title}>
      <p>{text.text}</p>
      <Ready of={read}>
        {({ pause }) => (
          <>
            {pause && (
              <Facts
                rows={[
                  [text.since, <DateText key="since" at={pause.since} time />],
                  [text.by, <PersonName key="by" userId={pause.by} />],
                ]}
              />
            )}
            <Button kind="secondary" onClick={() => setAsked(true)}>
              {pause ? text.resume : text.pause}
            </Button>
          </>
        )}
      </Ready>
      {asked && (
        <Confirm
          title={paused ? text.resumeAsk : text.pauseAsk}
          yes={paused ? text.resume : text.pause}
          onClose={() => setAsked(false)}
          onYes={change}
        >
          <p>{paused ? text.resumeText : text.text}</p>
        </Confirm>
      )}
    </Section>
  );
}

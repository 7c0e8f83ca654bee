/** Reminds administrators on every page that the lifecycle is paused, so that nobody forgets it. */
import { useEffect, useState } from 'preact/hooks';
import type { Output } from '../../api.ts';
import { inEveryLanguage, useTexts } from '../language.tsx';
import { client, useMay, useSession } from '../session.tsx';
import { DateText } from '../ui/date.tsx';
import { Note } from '../ui/note.tsx';
import { PersonName } from '../ui/person-name.tsx';
import { workPaths } from '../work-paths.ts';

/** The event that makes the banner read again. */
export const pauseChanged = 'pausechanged';

export const texts = inEveryLanguage({
  fi: {
    paused: 'Tilien automaattinen poisto on keskeytetty',
    text: 'Käyttämättömiä tilejä ei poisteta käytöstä eikä vanhoja tietoja poisteta, ennen kuin poistoa jatketaan.',
    since: 'Keskeytetty',
    open: 'Siirry jatkamaan',
  },
  sv: {
    paused: 'Den automatiska rensningen är pausad',
    text: 'Oanvända konton inaktiveras inte och gamla uppgifter raderas inte förrän pausen avslutas.',
    since: 'Pausat',
    open: 'Gå till sidan för att återuppta',
  },
  en: {
    paused: 'Automatic clean-up is paused',
    text: 'Unused accounts are not deactivated and old data is not erased until it is resumed.',
    since: 'Paused',
    open: 'Go to the page to resume it',
  },
});

export function PauseBanner() {
  const text = useTexts(texts);
  const { phase } = useSession();
  const isShown = useMay('lifecycle.run') && phase === 'signed_in';
  const [pause, setPause] = useState<Output<'readPause'>['pause']>();
  useEffect(() => {
    if (!isShown) return setPause(undefined);
    const read = () =>
      void client.readPause().then(
        (answer) => setPause(answer.pause),
        () => setPause(undefined),
      );
    read();
    window.addEventListener(pauseChanged, read);
    return () => window.removeEventListener(pauseChanged, read);
  }, [isShown]);
  if (!pause) return null;
  return (
    <aside class="notices" aria-label={text.paused}>
      <Note kind="alert" title={text.paused}>
        <p>{text.text}</p>
        <p>
          {text.since} <DateText at={pause.since} time />, <PersonName userId={pause.by} />.{' '}
          <a href={workPaths.suspended_run}>{text.open}</a>
        </p>
      </Note>
    </aside>
  );
}

/** The lifecycle runs that deactivated people: each can be undone, and shows how far that has come. */
import { useEffect, useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { undoOutcomes } from '../../../policy/undo-outcomes.ts';
import { inEveryLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { problemTexts } from '../../texts/problems.ts';
import { wordOf } from '../../texts/word-of.ts';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Section } from '../../ui/heading.tsx';
import { Table } from '../../ui/table.tsx';

const askAgainMilliseconds = 2_000;

export const texts = inEveryLanguage({
  fi: {
    title: 'Tehdyt ajot',
    lead: 'Ajot, jotka ovat poistaneet tilejä käytöstä. Ajon voi perua, kunnes tiedot poistetaan.',
    none: 'Mikään ajo ei ole viime aikoina poistanut tilejä käytöstä.',
    at: 'Ajettu',
    deactivated: 'Poistettu käytöstä',
    progress: 'Peruminen',
    undo: 'Peru ajo',
    again: 'Peru uudelleen',
    ask: 'Perutaanko ajo?',
    text: 'Ajon käytöstä poistamat tilit palautetaan, ja henkilöt saavat siitä viestin. Jos tili poistui käytöstä työsuhteen päättyessä, päättymispäivä poistetaan. Tilejä, jotka on jo palautettu tai poistettu käytöstä muulla tavalla, ei muuteta.',
    started: 'Ajon peruminen on aloitettu.',
    states: {
      running: 'Kesken',
      done: 'Valmis',
      stopped: 'Pysähtynyt: aloittaja ei ole enää ylläpitäjä',
    },
    counts: {
      broughtBack: 'palautettu',
      alreadyRestored: 'palautettu jo aiemmin',
      deactivatedAgain: 'poistettu sittemmin käytöstä muulla tavalla',
      erased: 'tiedot poistettu',
      waiting: 'odottaa',
    },
  },
  sv: {
    title: 'Gjorda körningar',
    lead: 'Körningar som har inaktiverat konton. En körning kan återtas tills uppgifterna raderas.',
    none: 'Ingen körning har inaktiverat konton den senaste tiden.',
    at: 'Körd',
    deactivated: 'Inaktiverade',
    progress: 'Återtagande',
    undo: 'Återta körningen',
    again: 'Återta på nytt',
    ask: 'Vill du återta körningen?',
    text: 'Konton som körningen inaktiverade återställs, och personerna meddelas. Om ett konto inaktiverades när en anställning upphörde tas slutdatumet bort. Konton som redan har återställts eller som har inaktiverats på annat sätt ändras inte.',
    started: 'Körningen håller på att återtas.',
    states: {
      running: 'Pågår',
      done: 'Klart',
      stopped: 'Avbrutet: den som begärde det är inte längre administratör',
    },
    counts: {
      broughtBack: 'återställda',
      alreadyRestored: 'återställda redan tidigare',
      deactivatedAgain: 'sedan dess inaktiverade på annat sätt',
      erased: 'raderade',
      waiting: 'väntar',
    },
  },
  en: {
    title: 'Past runs',
    lead: 'Runs that deactivated accounts. A run can be undone until the data is erased.',
    none: 'No recent run has deactivated accounts.',
    at: 'Run at',
    deactivated: 'Deactivated',
    progress: 'Undoing',
    undo: 'Undo run',
    again: 'Undo again',
    ask: 'Undo the run?',
    text: 'The accounts that the run deactivated are restored, and their owners are told. If an account was deactivated because employment ended, the end date is removed. Accounts that have already been restored, or deactivated in another way since, are not changed.',
    started: 'The run is being undone.',
    states: {
      running: 'In progress',
      done: 'Done',
      stopped: 'Stopped: whoever started it is no longer an administrator',
    },
    counts: {
      broughtBack: 'restored',
      alreadyRestored: 'restored earlier',
      deactivatedAgain: 'deactivated in another way since',
      erased: 'erased',
      waiting: 'waiting',
    },
  },
});

type Run = Output<'listRuns'>['items'][number];

export function UndoRuns({ after }: { after: (said: string) => Promise<void> }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const runs = useLoad(() => client.listRuns(), []);
  const [asked, setAsked] = useState<Run>();
  const running = runs.data?.items.some(({ undo }) => undo?.state === 'running') ?? false;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(runs.reload, askAgainMilliseconds);
    return () => clearInterval(timer);
  }, [running, runs.reload]);
  return (
    <Section title={text.title}>
      <p>{text.lead}</p>
      <Ready of={runs}>
        {({ items }) => (
          <Table
            caption={text.title}
            rows={items}
            keyOf={({ runId }) => runId}
            empty={text.none}
            columns={[
              { title: text.at, cell: ({ at }) => <DateText at={at} time /> },
              { title: text.deactivated, cell: ({ deactivated }) => deactivated },
              { title: text.progress, cell: ({ undo }) => undo && <Progress {...undo} /> },
              {
                title: words.actions,
                cell: (run) => (
                  <Button small kind="secondary" onClick={() => setAsked(run)}>
                    {run.undo ? text.again : text.undo}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Ready>
      {asked && (
        <Confirm
          title={text.ask}
          yes={text.undo}
          onClose={() => setAsked(undefined)}
          onYes={async () => {
            await client.undoRun({ params: { runId: asked.runId }, body: {} });
            await runs.reload();
            await after(text.started);
          }}
        >
          <p>{text.text}</p>
        </Confirm>
      )}
    </Section>
  );
}

function Progress(undo: NonNullable<Run['undo']>) {
  const text = useTexts(texts);
  const problems = useTexts(problemTexts);
  const counts = undoOutcomes.filter((name) => undo[name] > 0);
  return (
    <>
      <p>{text.states[undo.state]}</p>
      <ul>
        {counts.map((name) => (
          <li key={name}>
            {text.counts[name]}: {undo[name]}
          </li>
        ))}
        {Object.entries(undo.refused).map(([code, count]) => (
          <li key={code}>
            {wordOf(problems, code)}: {count}
          </li>
        ))}
      </ul>
    </>
  );
}

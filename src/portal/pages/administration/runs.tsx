/** Lifecycle runs: the suspended one with its people, past ones, pausing, and starting one now. */
import { useState } from 'preact/hooks';
import { useAction } from '../../action.ts';
import { inEveryLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { lifeTexts } from '../../texts/life.ts';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Done } from '../../ui/done.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Heading, Section } from '../../ui/heading.tsx';
import { Note } from '../../ui/note.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Pages, Table } from '../../ui/table.tsx';
import { usePages } from '../../use-paging.ts';
import { Pause } from './pause.tsx';
import { UndoRuns } from './undo-runs.tsx';

export const texts = inEveryLanguage({
  fi: {
    lead: 'Palvelu poistaa käyttämättömät tilit käytöstä ja vanhat tiedot joka tunti. Jos niitä olisi yhdellä kertaa poikkeuksellisen paljon, ajo odottaa tässä vahvistusta.',
    none: 'Mikään ajo ei odota vahvistusta.',
    waits: 'Ajo odottaa vahvistusta',
    at: 'Pysäytetty',
    toDeactivate: 'Poistuisi käytöstä',
    toErase: 'Tiedot poistettaisiin',
    active: 'Käytössä olevia tilejä',
    people: 'Henkilöt, joita ajo koskee',
    nobody: 'Ajo ei enää koske ketään.',
    step: 'Mitä tapahtuisi',
    steps: {
      decline: 'ehdotus raukeaisi',
      remind: 'muistutus',
      notice: 'ilmoitus',
      deactivate: 'tili poistuisi käytöstä',
      erase: 'tiedot poistettaisiin',
    },
    confirm: 'Vahvista ajo',
    confirmAsk: 'Vahvistetaanko ajo?',
    confirmText:
      'Täsmälleen näytetyt tilit käsitellään, jos niiden aika on edelleen ohi. Poistettuja tietoja ei saa takaisin.',
    confirmed: 'Ajo on vahvistettu.',
    drop: 'Hylkää ajo',
    dropped: 'Ajo on hylätty. Ne, joiden aika on edelleen ohi, odottavat seuraavassa ajossa.',
    now: 'Aja nyt',
    nowText: 'Tekee heti sen, minkä palvelu muuten tekee seuraavalla tasatunnilla.',
    ran: 'Ajo on tehty.',
  },
  sv: {
    lead: 'Tjänsten inaktiverar oanvända konton och raderar gamla uppgifter varje timme. Om de skulle vara ovanligt många på en gång väntar körningen här på bekräftelse.',
    none: 'Ingen körning väntar på bekräftelse.',
    waits: 'En körning väntar på bekräftelse',
    at: 'Stoppad',
    toDeactivate: 'Skulle inaktiveras',
    toErase: 'Skulle raderas',
    active: 'Aktiva konton',
    people: 'Personer som körningen gäller',
    nobody: 'Körningen gäller ingen längre.',
    step: 'Vad som skulle hända',
    steps: {
      decline: 'förslaget skulle förfalla',
      remind: 'påminnelse',
      notice: 'meddelande',
      deactivate: 'kontot skulle inaktiveras',
      erase: 'uppgifterna skulle raderas',
    },
    confirm: 'Bekräfta körningen',
    confirmAsk: 'Vill du bekräfta körningen?',
    confirmText:
      'Exakt de konton som visas behandlas, om deras tid fortfarande är ute. Raderade uppgifter kan inte fås tillbaka.',
    confirmed: 'Körningen har bekräftats.',
    drop: 'Avvisa körningen',
    dropped: 'Körningen har avvisats. De vars tid fortfarande är ute väntar i nästa körning.',
    now: 'Kör nu',
    nowText: 'Gör genast det som tjänsten annars gör nästa hel timme.',
    ran: 'Körningen är gjord.',
  },
  en: {
    lead: 'Every hour, the service deactivates unused accounts and erases old data. If a run would affect unusually many accounts, it waits here for confirmation.',
    none: 'No run is waiting for confirmation.',
    waits: 'A run is waiting for confirmation',
    at: 'Stopped',
    toDeactivate: 'Would be deactivated',
    toErase: 'Would be erased',
    active: 'Active accounts',
    people: 'People affected by the run',
    nobody: 'The run no longer affects anyone.',
    step: 'What would happen',
    steps: {
      decline: 'the proposal would lapse',
      remind: 'a reminder',
      notice: 'a notice',
      deactivate: 'the account would be deactivated',
      erase: 'the data would be erased',
    },
    confirm: 'Confirm run',
    confirmAsk: 'Confirm the run?',
    confirmText:
      'Only the accounts shown are processed, and only if they are still due. Erased data cannot be recovered.',
    confirmed: 'The run was confirmed.',
    drop: 'Discard run',
    dropped: 'The run was discarded. Accounts that are still due will be in the next run.',
    now: 'Run now',
    nowText: 'Does now what the service would otherwise do on the next hour.',
    ran: 'The run has finished.',
  },
});

export default function Runs({ title }: PageProps) {
  const text = useTexts(texts);
  const suspended = useLoad(() => client.readSuspendedRun(), []);
  const [done, setDone] = useState<string>();
  const after = async (said: string) => {
    await suspended.reload();
    setDone(said);
  };
  const run = useAction(async () => {
    setDone(undefined);
    await client.runLifecycle({ body: {} });
    await after(text.ran);
  });
  return (
    <>
      <Heading>{title}</Heading>
      <p>{text.lead}</p>
      <Done>{done}</Done>
      <Ready of={suspended}>
        {({ run: waiting }) =>
          waiting ? (
            <Section title={text.waits}>
              <Facts
                rows={[
                  [text.at, <DateText key="at" at={waiting.at} time />],
                  [text.toDeactivate, String(waiting.toDeactivate)],
                  [text.toErase, String(waiting.toErase)],
                  [text.active, String(waiting.activeAccounts)],
                ]}
              />
              <Decision runId={waiting.runId} after={after} />
              <HeldPeople runId={waiting.runId} />
            </Section>
          ) : (
            <Note>
              <p>{text.none}</p>
            </Note>
          )
        }
      </Ready>
      <UndoRuns after={after} />
      <Pause after={after} />
      <Section title={text.now}>
        <p>{text.nowText}</p>
        <ProblemNote problem={run.problem} />
        <Button kind="secondary" busy={run.busy} onClick={() => run.run()}>
          {text.now}
        </Button>
      </Section>
    </>
  );
}

function Decision({ runId, after }: { runId: string; after: (said: string) => Promise<void> }) {
  const text = useTexts(texts);
  const [asked, setAsked] = useState(false);
  const drop = useAction(async () => {
    await client.dropSuspendedRun({ params: { runId } });
    await after(text.dropped);
  });
  return (
    <>
      <ProblemNote problem={drop.problem} />
      <div class="buttons">
        <Button kind="danger" onClick={() => setAsked(true)}>
          {text.confirm}
        </Button>
        <Button kind="secondary" busy={drop.busy} onClick={() => drop.run()}>
          {text.drop}
        </Button>
      </div>
      {asked && (
        <Confirm
          title={text.confirmAsk}
          yes={text.confirm}
          kind="danger"
          typed
          onClose={() => setAsked(false)}
          onYes={async () => {
            await client.confirmSuspendedRun({ params: { runId }, body: {} });
            await after(text.confirmed);
          }}
        >
          <p>{text.confirmText}</p>
        </Confirm>
      )}
    </>
  );
}

function HeldPeople({ runId }: { runId: string }) {
  const words = useTexts(common);
  const life = useTexts(lifeTexts);
  const text = useTexts(texts);
  const params = { runId };
  const people = usePages(
    (cursor) => client.listSuspendedPeople({ params, query: { cursor } }),
    [runId],
  );
  return (
    <Ready of={people.list}>
      {({ items }) => (
        <>
          <Table
            caption={text.people}
            rows={items}
            keyOf={({ user, step }) => `${user.userId} ${step}`}
            empty={text.nobody}
            columns={[
              {
                title: words.name,
                cell: ({ user }) => (
                  <a href={`/people/${user.userId}`}>
                    {user.firstName} {user.lastName}
                  </a>
                ),
              },
              { title: text.step, cell: ({ step }) => text.steps[step] },
              { title: words.status, cell: ({ user }) => life.why[user.why] },
            ]}
          />
          <Pages onPrevious={people.onPrevious} onNext={people.onNext} />
        </>
      )}
    </Ready>
  );
}

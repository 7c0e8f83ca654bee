/** Service status: timers, unfinished changes, queues, and e-mails in the poison queues. */
import { useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { counted } from '../../../policy/counted.ts';
import { limit } from '../../../policy/limits.ts';
import { useAction } from '../../action.ts';
import { inEveryLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Done } from '../../ui/done.tsx';
import { Heading, Section } from '../../ui/heading.tsx';
import { Note } from '../../ui/note.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';

export const texts = inEveryLanguage({
  fi: {
    timers: 'Ajastetut tehtävät',
    timer: 'Tehtävä',
    ran: 'Ajettu viimeksi',
    late: 'myöhässä',
    onTime: 'ajallaan',
    noTimers: 'Tehtäviä ei ole.',
    changes: 'Keskeneräiset muutokset',
    noneUnfinished: 'Kaikki muutokset on viety loppuun.',
    unfinished: (count: number) =>
      `Yli ${limit.unfinishedMinutesMax} minuutin ajan kesken olleita muutoksia: ${count}. Palvelu yrittää jatkuvasti viedä ne loppuun.`,
    queues: 'Viestijonot',
    queue: 'Jono',
    queueNames: { now: 'heti lähtevät', later: 'ajastetut' },
    waiting: 'Odottaa',
    poisoned: 'Sivussa',
    noQueues: 'Jonoja ei ole.',
    aside: 'Lähettämättä jääneet viestit',
    noneAside: 'Kaikki viestit on lähetetty.',
    setAside: 'Siirretty sivuun',
    mail: 'Viesti',
    retry: 'Yritä uudelleen',
    retried: 'Viesti on palautettu jonoon.',
    drop: 'Poista',
    dropAsk: 'Poistetaanko viesti?',
    dropText: 'Viestiä ei enää lähetetä. Tätä ei voi perua.',
    dropped: 'Viesti on poistettu.',
  },
  sv: {
    timers: 'Schemalagda uppgifter',
    timer: 'Uppgift',
    ran: 'Senast körd',
    late: 'försenad',
    onTime: 'i tid',
    noTimers: 'Det finns inga uppgifter.',
    changes: 'Oavslutade ändringar',
    noneUnfinished: 'Alla ändringar har slutförts.',
    unfinished: (count: number) =>
      `Ändringar som har varit oavslutade i över ${counted(limit.unfinishedMinutesMax, 'minut', 'minuter')}: ${count}. Tjänsten försöker fortlöpande slutföra dem.`,
    queues: 'Meddelandeköer',
    queue: 'Kö',
    queueNames: { now: 'skickas genast', later: 'schemalagda' },
    waiting: 'Väntar',
    poisoned: 'Åt sidan',
    noQueues: 'Det finns inga köer.',
    aside: 'Meddelanden som inte har skickats',
    noneAside: 'Alla meddelanden har skickats.',
    setAside: 'Lagt åt sidan',
    mail: 'Meddelande',
    retry: 'Försök igen',
    retried: 'Meddelandet har lagts tillbaka i kön.',
    drop: 'Ta bort',
    dropAsk: 'Vill du ta bort meddelandet?',
    dropText: 'Meddelandet skickas inte mer. Det kan inte ångras.',
    dropped: 'Meddelandet har tagits bort.',
  },
  en: {
    timers: 'Timers',
    timer: 'Timer',
    ran: 'Last run',
    late: 'late',
    onTime: 'on time',
    noTimers: 'There are no timers.',
    changes: 'Unfinished changes',
    noneUnfinished: 'All changes have been completed.',
    unfinished: (count: number) =>
      `Changes unfinished for more than ${counted(limit.unfinishedMinutesMax, 'minute', 'minutes')}: ${count}. The service keeps trying to complete them.`,
    queues: 'Mail queues',
    queue: 'Queue',
    queueNames: { now: 'sent at once', later: 'scheduled' },
    waiting: 'Waiting',
    poisoned: 'Set aside',
    noQueues: 'There are no queues.',
    aside: 'E-mails not sent',
    noneAside: 'All e-mails have been sent.',
    setAside: 'Set aside',
    mail: 'Mail',
    retry: 'Try again',
    retried: 'The e-mail has been returned to its queue.',
    drop: 'Drop',
    dropAsk: 'Delete the e-mail?',
    dropText: 'The e-mail will not be sent. This cannot be undone.',
    dropped: 'The e-mail was deleted.',
  },
});

export default function Service({ title }: PageProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const state = useLoad(() => client.readServiceState(), []);
  const queueName = (queue: string) =>
    Object.entries(text.queueNames).find(([name]) => name === queue)?.[1] ?? queue;
  return (
    <>
      <Heading>{title}</Heading>
      <Ready of={state}>
        {({ timers, unfinishedChanges, queues }) => (
          <>
            <Section title={text.timers}>
              <Table
                caption={text.timers}
                rows={timers}
                keyOf={({ timer }) => timer}
                empty={text.noTimers}
                columns={[
                  { title: text.timer, cell: ({ timer }) => timer },
                  { title: text.ran, cell: ({ ranAt }) => <DateText at={ranAt} time /> },
                  {
                    title: words.status,
                    cell: ({ late }) => (late ? <strong>{text.late}</strong> : text.onTime),
                  },
                ]}
              />
            </Section>
            <Section title={text.changes}>
              {unfinishedChanges === 0 ? (
                <p>{text.noneUnfinished}</p>
              ) : (
                <Note kind="alert">{text.unfinished(unfinishedChanges)}</Note>
              )}
            </Section>
            <Section title={text.queues}>
              <Table
                caption={text.queues}
                rows={queues}
                keyOf={({ queue }) => queue}
                empty={text.noQueues}
                columns={[
                  { title: text.queue, cell: ({ queue }) => queueName(queue) },
                  { title: text.waiting, cell: ({ waiting }) => waiting },
                  { title: text.poisoned, cell: ({ poisoned }) => poisoned },
                ]}
              />
            </Section>
          </>
        )}
      </Ready>
      <Section title={text.aside}>
        <Aside />
      </Section>
    </>
  );
}

type Poison = Output<'listPoison'>['items'][number];

function Aside() {
  const words = useTexts(common);
  const text = useTexts(texts);
  const list = useLoad(() => client.listPoison(), []);
  const [done, setDone] = useState<string>();
  const [asked, setAsked] = useState<Poison>();
  const retry = useAction(async ({ messageId }: Poison) => {
    await client.retryPoison({ params: { messageId }, body: {} });
    await list.reload();
    setDone(text.retried);
  });
  const actions = (mail: Poison) => (
    <div class="buttons">
      <Button
        small
        label={`${text.retry}: ${mail.template ?? mail.messageId}`}
        busy={retry.busy}
        onClick={() => retry.run(mail)}
      >
        {text.retry}
      </Button>
      <Button
        small
        kind="secondary"
        label={`${text.drop}: ${mail.template ?? mail.messageId}`}
        onClick={() => setAsked(mail)}
      >
        {text.drop}
      </Button>
    </div>
  );
  return (
    <>
      <Done>{done}</Done>
      <ProblemNote problem={retry.problem} />
      <Ready of={list}>
        {({ items }) => (
          <Table
            caption={text.aside}
            rows={items}
            keyOf={({ messageId }) => messageId}
            empty={text.noneAside}
            columns={[
              { title: text.mail, cell: ({ template }) => template ?? '' },
              { title: text.setAside, cell: ({ setAsideAt }) => <DateText at={setAsideAt} time /> },
              { title: words.actions, cell: actions },
            ]}
          />
        )}
      </Ready>
      {asked && (
        <Confirm
          title={text.dropAsk}
          yes={text.drop}
          kind="danger"
          onClose={() => setAsked(undefined)}
          onYes={async () => {
            await client.dropPoison({ params: { messageId: asked.messageId } });
            await list.reload();
            setDone(text.dropped);
          }}
        >
          <p>{text.dropText}</p>
        </Confirm>
      )}
    </>
  );
}

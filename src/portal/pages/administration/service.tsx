/** Service status: timers, unfinished changes, queues, and e-mails in the poison queues. */
import { useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { counted } from '../../../policy/counted.ts';
import { limit } from '../../../policy/limits.ts';
import { useAction } from '../../action.ts';
import { formatTime } from '../../format.ts';
import { inEveryLanguage, useLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { mailNames } from '../../texts/mail-names.ts';
import { serviceNames } from '../../texts/service-names.ts';
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
    late: 'Myöhässä',
    onTime: 'Aikataulussa',
    notRun: 'Ei vielä ajettu',
    noTimers: 'Tehtäviä ei ole.',
    changes: 'Keskeneräiset muutokset',
    noneUnfinished: 'Kaikki muutokset on viety loppuun.',
    unfinished: (count: number) =>
      `Yli ${limit.unfinishedMinutesMax} minuutin ajan kesken olleita muutoksia: ${count}. Palvelu yrittää jatkuvasti viedä ne loppuun.`,
    copies: 'Varmuuskopiot toisella tallennustilillä',
    newestCopy: (at: string) => `Uusin kopio on varmuuskopiosta, jonka teko alkoi ${at}.`,
    noCopy: 'Kopioita ei vielä ole.',
    copiesLate: 'Kopiointi on myöhässä.',
    queues: 'Viestijonot',
    queue: 'Jono',
    waiting: 'Odottaa',
    poisoned: 'Lähetys epäonnistui',
    noQueues: 'Jonoja ei ole.',
    notSent: (since: string, count: number) =>
      `Sähköpostiviestejä ei ole saatu lähetettyä ${since} jälkeen. Lähetystä odottavia viestejä: ${count}. Palvelu yrittää jatkuvasti uudelleen, eikä yksikään viesti katoa.`,
    held: (count: number) => `Sähköpostipalvelun vuoroa odottavia viestejä: ${count}.`,
    aside: 'Lähettämättä jääneet viestit',
    noneAside: 'Kaikki viestit on lähetetty.',
    setAside: 'Epäonnistui',
    mail: 'Viesti',
    retry: 'Yritä uudelleen',
    retried: 'Viesti on palautettu jonoon.',
    drop: 'Poista',
    dropAsk: 'Poistetaanko viesti?',
    dropText: 'Viestiä ei enää lähetetä. Tätä ei voi perua.',
    dropped: 'Viesti on poistettu.',
    retryAll: 'Yritä kaikkia uudelleen',
    dropAll: 'Poista kaikki',
    dropAllAsk: 'Poistetaanko kaikki viestit?',
    dropAllText: 'Epäonnistuneita viestejä ei enää lähetetä. Tätä ei voi perua.',
    allRetried: (count: number) => `Jonoon palautettuja viestejä: ${count}.`,
    allDropped: (count: number) => `Poistettuja viestejä: ${count}.`,
  },
  sv: {
    timers: 'Schemalagda uppgifter',
    timer: 'Uppgift',
    ran: 'Senast körd',
    late: 'Försenad',
    onTime: 'I tid',
    notRun: 'Inte körd ännu',
    noTimers: 'Det finns inga uppgifter.',
    changes: 'Oavslutade ändringar',
    noneUnfinished: 'Alla ändringar har slutförts.',
    unfinished: (count: number) =>
      `Ändringar som har varit oavslutade i över ${counted(limit.unfinishedMinutesMax, 'minut', 'minuter')}: ${count}. Tjänsten försöker fortlöpande slutföra dem.`,
    copies: 'Säkerhetskopior på det andra lagringskontot',
    newestCopy: (at: string) => `Den senaste kopian är av säkerhetskopian från ${at}.`,
    noCopy: 'Det finns ännu inga kopior.',
    copiesLate: 'Kopieringen är försenad.',
    queues: 'Meddelandeköer',
    queue: 'Kö',
    waiting: 'Väntar',
    poisoned: 'Misslyckade',
    noQueues: 'Det finns inga köer.',
    notSent: (since: string, count: number) =>
      `Inga e-postmeddelanden har kunnat skickas sedan ${since}. ${counted(count, 'meddelande', 'meddelanden')} väntar på att skickas. Tjänsten försöker fortlöpande på nytt, och inget meddelande går förlorat.`,
    held: (count: number) =>
      `${counted(count, 'meddelande', 'meddelanden')} väntar på e-posttjänsten.`,
    aside: 'Meddelanden som inte har skickats',
    noneAside: 'Alla meddelanden har skickats.',
    setAside: 'Misslyckades',
    mail: 'Meddelande',
    retry: 'Försök igen',
    retried: 'Meddelandet har lagts tillbaka i kön.',
    drop: 'Ta bort',
    dropAsk: 'Vill du ta bort meddelandet?',
    dropText: 'Meddelandet skickas inte längre. Det kan inte ångras.',
    dropped: 'Meddelandet har tagits bort.',
    retryAll: 'Försök med alla igen',
    dropAll: 'Ta bort alla',
    dropAllAsk: 'Vill du ta bort alla meddelanden?',
    dropAllText: 'Misslyckade meddelanden skickas inte längre. Det kan inte ångras.',
    allRetried: (count: number) =>
      `${counted(count, 'meddelande', 'meddelanden')} har lagts tillbaka i kön.`,
    allDropped: (count: number) =>
      `${counted(count, 'meddelande', 'meddelanden')} har tagits bort.`,
  },
  en: {
    timers: 'Timers',
    timer: 'Timer',
    ran: 'Last run',
    late: 'Late',
    onTime: 'On time',
    notRun: 'Not run yet',
    noTimers: 'There are no timers.',
    changes: 'Unfinished changes',
    noneUnfinished: 'All changes have been completed.',
    unfinished: (count: number) =>
      `Changes unfinished for more than ${counted(limit.unfinishedMinutesMax, 'minute', 'minutes')}: ${count}. The service keeps trying to complete them.`,
    copies: 'Backups in the second storage account',
    newestCopy: (at: string) => `The newest copy is of the backup made at ${at}.`,
    noCopy: 'There are no copies yet.',
    copiesLate: 'Copying is late.',
    queues: 'Mail queues',
    queue: 'Queue',
    waiting: 'Waiting',
    poisoned: 'Failed',
    noQueues: 'There are no queues.',
    notSent: (since: string, count: number) =>
      `No e-mail has been sent since ${since}. E-mails waiting: ${count}. The service keeps trying, and no e-mail is lost.`,
    held: (count: number) => `E-mails waiting for the mail service: ${count}.`,
    aside: 'E-mails not sent',
    noneAside: 'All e-mails have been sent.',
    setAside: 'Failed',
    mail: 'E-mail',
    retry: 'Try again',
    retried: 'The e-mail has been returned to its queue.',
    drop: 'Delete',
    dropAsk: 'Delete the e-mail?',
    dropText: 'The e-mail will not be sent. This cannot be undone.',
    dropped: 'The e-mail was deleted.',
    retryAll: 'Try all again',
    dropAll: 'Delete all',
    dropAllAsk: 'Delete all e-mails?',
    dropAllText: 'The failed e-mails will not be sent. This cannot be undone.',
    allRetried: (count: number) =>
      `${counted(count, 'e-mail has', 'e-mails have')} been returned to the queues.`,
    allDropped: (count: number) => `${counted(count, 'e-mail was', 'e-mails were')} deleted.`,
  },
});

export default function Service({ title }: PageProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const state = useLoad(() => client.readServiceState(), []);
  const names = useTexts(serviceNames);
  return (
    <>
      <Heading>{title}</Heading>
      <Ready of={state}>
        {({ timers, unfinishedChanges, backupCopies, mail, queues }) => (
          <>
            <Section title={text.timers}>
              <Table
                caption={text.timers}
                rows={timers}
                keyOf={({ timer }) => timer}
                empty={text.noTimers}
                columns={[
                  { title: text.timer, cell: ({ timer }) => names.timers[timer] ?? timer },
                  { title: text.ran, cell: ({ ranAt }) => <DateText at={ranAt} time /> },
                  {
                    title: words.status,
                    cell: ({ late, ranAt }) => {
                      if (late) return <strong>{text.late}</strong>;
                      return ranAt ? text.onTime : text.notRun;
                    },
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
            {backupCopies && <Copies {...backupCopies} />}
            <Section title={text.queues}>
              <MailNote {...mail} />
              <Table
                caption={text.queues}
                rows={queues}
                keyOf={({ queue }) => queue}
                empty={text.noQueues}
                columns={[
                  { title: text.queue, cell: ({ queue }) => names.queues[queue] ?? queue },
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

type CopyState = NonNullable<Output<'readServiceState'>['backupCopies']>;

function Copies({ newest, late }: CopyState) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const state = newest ? text.newestCopy(formatTime(newest, language)) : text.noCopy;
  return (
    <Section title={text.copies}>
      {late ? (
        <Note kind="alert">
          {text.copiesLate} {state}
        </Note>
      ) : (
        <p>{state}</p>
      )}
    </Section>
  );
}

function MailNote({ waiting, notSentSince }: Output<'readServiceState'>['mail']) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  if (notSentSince)
    return <Note kind="error">{text.notSent(formatTime(notSentSince, language), waiting)}</Note>;
  return waiting > 0 ? <p>{text.held(waiting)}</p> : null;
}

type Poison = Output<'listPoison'>['items'][number];

function Aside() {
  const words = useTexts(common);
  const text = useTexts(texts);
  const list = useLoad(() => client.listPoison(), []);
  const [done, setDone] = useState<string>();
  const [asked, setAsked] = useState<Poison | 'all'>();
  const names: Readonly<Record<string, string>> = useTexts(mailNames);
  const nameOf = ({ template = '' }: Poison) => names[template] ?? template;
  const retry = useAction(async ({ messageId }: Poison) => {
    await client.retryPoison({ params: { messageId }, body: {} });
    await list.reload();
    setDone(text.retried);
  });
  const retryAll = useAction(async () => {
    const { settled } = await client.retryAllPoison({ body: {} });
    await list.reload();
    setDone(text.allRetried(settled));
  });
  const drop = async (mail: Poison | 'all') => {
    if (mail === 'all') return text.allDropped((await client.dropAllPoison()).settled);
    await client.dropPoison({ params: { messageId: mail.messageId } });
    return text.dropped;
  };
  const actions = (mail: Poison) => (
    <div class="buttons">
      <Button
        small
        label={`${text.retry}: ${nameOf(mail)}`}
        busy={retry.busy}
        onClick={() => retry.run(mail)}
      >
        {text.retry}
      </Button>
      <Button
        small
        kind="secondary"
        label={`${text.drop}: ${nameOf(mail)}`}
        onClick={() => setAsked(mail)}
      >
        {text.drop}
      </Button>
    </div>
  );
  return (
    <>
      <Done>{done}</Done>
      <ProblemNote problem={retry.problem ?? retryAll.problem} />
      <Ready of={list}>
        {({ items }) => (
          <>
            <Table
              caption={text.aside}
              rows={items}
              keyOf={({ messageId }) => messageId}
              empty={text.noneAside}
              columns={[
                { title: text.mail, cell: nameOf },
                {
                  title: text.setAside,
                  cell: ({ setAsideAt }) => <DateText at={setAsideAt} time />,
                },
                { title: words.actions, cell: actions },
              ]}
            />
            {items.length > 1 && (
              <div class="buttons">
                <Button busy={retryAll.busy} onClick={() => retryAll.run()}>
                  {text.retryAll}
                </Button>
                <Button kind="secondary" onClick={() => setAsked('all')}>
                  {text.dropAll}
                </Button>
              </div>
            )}
          </>
        )}
      </Ready>
      {asked && (
        <Confirm
          title={asked === 'all' ? text.dropAllAsk : text.dropAsk}
          yes={asked === 'all' ? text.dropAll : text.drop}
          kind="danger"
          onClose={() => setAsked(undefined)}
          onYes={async () => {
            setDone(await drop(asked));
            await list.reload();
          }}
        >
          <p>{asked === 'all' ? text.dropAllText : text.dropText}</p>
        </Confirm>
      )}
    </>
  );
}

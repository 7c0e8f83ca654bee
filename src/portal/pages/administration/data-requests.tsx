/** Open requests about personal data, the most urgent first, and those that were answered. */

import { useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { fullName } from '../../../policy/full-name.ts';
import { limit } from '../../../policy/limits.ts';
import { RecentEvents } from '../../events/recent-events.tsx';
import { inEveryLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { dataRequestTexts } from '../../texts/data-requests.ts';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Done } from '../../ui/done.tsx';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Heading, Section } from '../../ui/heading.tsx';
import { Table } from '../../ui/table.tsx';

export const texts = inEveryLanguage({
  fi: {
    empty: 'Avoimia pyyntöjä ei ole.',
    kind: 'Pyyntö',
    note: 'Tarkennus',
    due: 'Vastattava viimeistään',
    late: 'myöhässä',
    answer: 'Vastaa',
    answerTo: (name: string) => `Vastaus henkilölle ${name}`,
    outcome: 'Päätös',
    outcomes: { done: 'Pyyntö on toteutettu', declined: 'Pyyntöä ei toteuteta' },
    reason: 'Vastaus henkilölle',
    answered: 'Vastaus on lähetetty.',
    earlier: 'Vastatut pyynnöt',
    noneEarlier: 'Viime kuukausina ei ole vastattu pyyntöihin.',
  },
  sv: {
    empty: 'Det finns inga öppna begäranden.',
    kind: 'Begäran',
    note: 'Precisering',
    due: 'Besvaras senast',
    late: 'försenad',
    answer: 'Svara',
    answerTo: (name: string) => `Svar till ${name}`,
    outcome: 'Beslut',
    outcomes: { done: 'Begäran har genomförts', declined: 'Begäran genomförs inte' },
    reason: 'Svar till personen',
    answered: 'Svaret har skickats.',
    earlier: 'Besvarade begäranden',
    noneEarlier: 'Inga begäranden har besvarats under de senaste månaderna.',
  },
  en: {
    empty: 'There are no open requests.',
    kind: 'Request',
    note: 'Details',
    due: 'Answer by',
    late: 'late',
    answer: 'Answer',
    answerTo: (name: string) => `Answer to ${name}`,
    outcome: 'Decision',
    outcomes: { done: 'The request has been fulfilled', declined: 'The request is declined' },
    reason: 'Reply to the person',
    answered: 'The reply was sent.',
    earlier: 'Answered requests',
    noneEarlier: 'No requests were answered in recent months.',
  },
});

type Request = Output<'listDataRequests'>['items'][number];

export default function DataRequests({ title }: PageProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const kinds = useTexts(dataRequestTexts);
  const list = useLoad(() => client.listDataRequests(), []);
  const [asked, setAsked] = useState<Request>();
  const [done, setDone] = useState<string>();
  return (
    <>
      <Heading>{title}</Heading>
      <Done>{done}</Done>
      <Ready of={list}>
        {({ items }) => (
          <Table
            caption={title}
            rows={items}
            keyOf={({ requestId }) => requestId}
            empty={text.empty}
            columns={[
              {
                title: words.name,
                cell: ({ userId, firstName, lastName }) => (
                  <a href={`/people/${userId}`}>
                    {firstName} {lastName}
                  </a>
                ),
              },
              { title: text.kind, cell: ({ kind }) => kinds[kind] },
              { title: text.note, cell: ({ note }) => note ?? '' },
              {
                title: text.due,
                cell: ({ dueOn, late }) => (
                  <>
                    <DateText at={dueOn} /> {late && <strong>{text.late}</strong>}
                  </>
                ),
              },
              {
                title: words.actions,
                cell: (request) => (
                  <Button
                    small
                    kind="secondary"
                    label={text.answerTo(fullName(request))}
                    onClick={() => setAsked(request)}
                  >
                    {text.answer}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Ready>
      <Section title={text.earlier}>
        <RecentEvents
          key={done}
          kind="data_request_answered"
          caption={text.earlier}
          empty={text.noneEarlier}
        />
      </Section>
      {asked && (
        <Answer
          request={asked}
          onClose={() => setAsked(undefined)}
          after={async () => {
            setAsked(undefined);
            await list.reload();
            setDone(text.answered);
          }}
        />
      )}
    </>
  );
}

type AnswerProps = { request: Request; onClose: () => void; after: () => Promise<void> };

function Answer({ request, onClose, after }: AnswerProps) {
  const text = useTexts(texts);
  const { userId, requestId } = request;
  return (
    <Dialog title={text.answerTo(fullName(request))} onClose={onClose}>
      <Form
        id={`answer-${requestId}`}
        submit={text.answer}
        onCancel={onClose}
        onSubmit={async (values) => {
          const outcome = values.text('outcome') === 'done' ? 'done' : 'declined';
          const body = { outcome, answer: values.text('answer') } as const;
          await client.answerDataRequest({ params: { userId, requestId }, body });
          await after();
        }}
      >
        <ChoiceField
          name="outcome"
          legend={text.outcome}
          required
          options={[
            ['done', text.outcomes.done],
            ['declined', text.outcomes.declined],
          ]}
        />
        <TextField
          name="answer"
          label={text.reason}
          lines={5}
          maxLength={limit.noteCharactersMax}
          required
        />
      </Form>
    </Dialog>
  );
}

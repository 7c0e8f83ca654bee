/** One table for all answers: everybody still works there unless another answer is chosen. */
import { useState } from 'preact/hooks';
import type { SentBody } from '../../../api.ts';
import { roleNames } from '../../../policy/role-names.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import { client } from '../../session.tsx';
import { problemTexts } from '../../texts/problems.ts';
import { wordOf } from '../../texts/word-of.ts';
import { DateText } from '../../ui/date.tsx';
import { Form, type Values } from '../../ui/form.tsx';
import { Table } from '../../ui/table.tsx';
import { AnswerCell, type Place } from './answer-cell.tsx';
import { Named, nameOf } from './named.tsx';
import type { ReviewedPerson } from './review.tsx';
import { texts } from './texts.ts';

type Answer = SentBody<'answerReview'>['answers'][number];

type Props = {
  organizationId: string;
  reviewId: string;
  people: readonly ReviewedPerson[];
  answered: (said: string) => Promise<void>;
};

export function AnswersForm({ organizationId, reviewId, people, answered }: Props) {
  const text = useTexts(texts);
  const problems = useTexts(problemTexts);
  const targets = useLoad(() => client.listTransferTargets(), []);
  if (people.length === 0) return <p>{text.allDone}</p>;
  const save = async (values: Values) => {
    const answers = people.map(({ userId }) => answerOf(values, userId));
    const params = { organizationId };
    const { items } = await client.answerReview({ params, body: { reviewId, answers } });
    const names = new Map(people.map((each) => [each.userId, nameOf(each)]));
    const recorded = items.filter(({ outcome }) => outcome === 'recorded').length;
    const rest = items.flatMap(({ userId, outcome, code = 'changed_meanwhile' }) => {
      const name = names.get(userId) ?? '';
      if (outcome === 'recorded') return [];
      return [outcome === 'stands' ? text.stands(name) : `${name}: ${wordOf(problems, code)}`];
    });
    await answered([text.saved(recorded), ...rest].join(' '));
  };
  return (
    <Ready of={targets}>
      {({ items }) => (
        <>
          <p>{text.lead}</p>
          <Form id="answers" submit={text.send(people.length)} onSubmit={save}>
            <People
              people={people}
              places={items.filter((each) => each.organizationId !== organizationId)}
            />
          </Form>
        </>
      )}
    </Ready>
  );
}

function People({
  people,
  places,
}: {
  people: readonly ReviewedPerson[];
  places: readonly Place[];
}) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  return (
    <Table
      caption={text.open}
      rows={people}
      keyOf={({ userId }) => userId}
      empty={text.allDone}
      columns={[
        { title: text.person, cell: (each) => <Named person={each} /> },
        { title: text.role, cell: ({ role }) => role && roleNames[language][role] },
        { title: text.lastUsed, cell: ({ lastActivityAt }) => <DateText at={lastActivityAt} /> },
        {
          title: text.answer,
          cell: (each) => (
            <AnswerCell
              userId={each.userId}
              name={nameOf(each)}
              chosen={chosen[each.userId] ?? 'here'}
              choose={(answer) => setChosen((before) => ({ ...before, [each.userId]: answer }))}
              places={places}
              role={each.role}
            />
          ),
        },
      ]}
    />
  );
}

function answerOf(values: Values, userId: string): Answer {
  const given = values.text(`answer.${userId}`);
  const detail = values.text(`detail.${userId}`);
  if (given === 'left') return { userId, answer: 'left', lastDay: detail };
  if (given === 'moved') return { userId, answer: 'moved', organizationId: detail };
  const role = (['primary_user', 'editor', 'expert'] as const).find((each) => each === detail);
  if (given === 'role' && role) return { userId, answer: 'role', role };
  return { userId, answer: 'here' };
}

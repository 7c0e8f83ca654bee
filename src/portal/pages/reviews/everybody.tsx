/** Everybody in a review with the state of each, and a way to change an answer. */
import { useState } from 'preact/hooks';
import { limit } from '../../../policy/limits.ts';
import { useTexts } from '../../language.tsx';
import { Ready } from '../../load.tsx';
import { client } from '../../session.tsx';
import { listTexts } from '../../texts/lists.ts';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Pages, Table } from '../../ui/table.tsx';
import { useNumberedPages } from '../../use-numbered-pages.ts';
import { Named, nameOf } from './named.tsx';
import type { ReviewedPerson } from './review.tsx';
import { texts } from './texts.ts';

type Props = { organizationId: string; change: (person: ReviewedPerson) => void };

export function Everybody({ organizationId, change }: Props) {
  const text = useTexts(texts);
  const lists = useTexts(listTexts);
  const [page, setPage] = useState('1');
  const params = { organizationId };
  const rowsAPage = limit.pageRowsMax;
  const { list, number, count, onPrevious, onNext } = useNumberedPages({
    read: ({ skip }) => client.readReview({ params, query: { limit: rowsAPage, skip } }),
    on: [organizationId],
    rowsAPage,
    page,
    setPage,
  });
  return (
    <Ready of={list}>
      {({ items }) => (
        <>
          <Table
            caption={text.everybody}
            rows={items}
            keyOf={({ userId }) => userId}
            empty={text.empty}
            columns={[
              {
                title: text.person,
                cell: (each) =>
                  each.lastName ? (
                    <Named person={each} href={`/people/${each.userId}`} />
                  ) : (
                    text.unknown
                  ),
              },
              { title: text.state, cell: ({ state }) => text.states[state] },
              { title: text.answer, cell: ({ answeredAt }) => <DateText at={answeredAt} /> },
              {
                title: text.change,
                cell: (each) =>
                  each.mayAnswer &&
                  each.state !== 'open' && (
                    <Button
                      kind="supplementary"
                      small
                      label={text.changeOf(nameOf(each))}
                      onClick={() => change(each)}
                    >
                      {text.change}
                    </Button>
                  ),
              },
            ]}
          />
          <Pages onPrevious={onPrevious} onNext={onNext}>
            {count > 1 && lists.pageOf(number, count)}
          </Pages>
        </>
      )}
    </Ready>
  );
}

/** The state of every organization's review, and a way to start them all. */
import { useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { client } from '../../session.tsx';
import { DateText } from '../../ui/date.tsx';
import { Done } from '../../ui/done.tsx';
import { Heading } from '../../ui/heading.tsx';
import { Table } from '../../ui/table.tsx';
import { progressOf } from './review.tsx';
import { Start } from './start.tsx';
import { texts } from './texts.ts';

type Item = Output<'listReviews'>['items'][number];

export default function Reviews({ title }: PageProps) {
  const text = useTexts(texts);
  const list = useLoad(() => client.listReviews(), []);
  const [said, setSaid] = useState<string>();
  return (
    <>
      <Heading>{title}</Heading>
      <Done key={said}>{said}</Done>
      <Start label={text.startAll}>
        {async () => {
          const { started, left } = await client.startReviews({ body: {} });
          await list.reload();
          setSaid(text.startedAll(started, left));
        }}
      </Start>
      <Ready of={list}>
        {({ items }) => (
          <Table
            caption={text.organizations}
            rows={items}
            keyOf={({ organizationId }) => organizationId}
            empty={text.noOrganizations}
            columns={[
              {
                title: text.organizations,
                cell: ({ organizationId, name }) => (
                  <a href={`/reviews/${organizationId}`}>{name}</a>
                ),
              },
              {
                title: text.rule,
                cell: ({ reviewMonths }) =>
                  reviewMonths === null ? text.off : text.months(reviewMonths),
              },
              { title: text.state, cell: (each) => <State item={each} /> },
              { title: text.started, cell: ({ review }) => <DateText at={review?.startedAt} /> },
              { title: text.nextAt, cell: ({ nextAt }) => <DateText at={nextAt} /> },
            ]}
          />
        )}
      </Ready>
    </>
  );
}

function State({ item: { review } }: { item: Item }) {
  const text = useTexts(texts);
  if (!review) return <>{text.never}</>;
  const { closedAt, escalatedAt, outcome, people, counts } = review;
  const awaits = outcome === 'silent' || (!closedAt && escalatedAt);
  if (closedAt && !awaits) return <>{outcome ? text.outcomes[outcome] : text.notOpen}</>;
  const state = awaits ? text.awaits : text.underWay;
  return (
    <>
      {state}. {counts && text.progress(...progressOf({ people, counts }))}
    </>
  );
}

/** Transfers both ways: accepts or declines people offered here, and withdraws one's own offers. */
import { useState } from 'preact/hooks';
import type { Output } from '../../api.ts';
import { fullName } from '../../policy/full-name.ts';
import { roleNames } from '../../policy/role-names.ts';
import { useAction } from '../action.ts';
import { useLanguage, useTexts } from '../language.tsx';
import { Ready, useLoad } from '../load.tsx';
import type { PageProps } from '../page.ts';
import { client, useSession } from '../session.tsx';
import { common } from '../texts/common.ts';
import { Button } from '../ui/button.tsx';
import { DateText } from '../ui/date.tsx';
import { Done } from '../ui/done.tsx';
import { Heading, Section } from '../ui/heading.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { texts } from './offers.texts.ts';

type Offer = Output<'listOffers'>['items'][number];

/** An administrator belongs to neither organization, and sees all offers in one list. */
export default function Offers({ title }: PageProps) {
  const text = useTexts(texts);
  const { me } = useSession();
  return (
    <>
      <Heading>{title}</Heading>
      {me?.role === 'admin' ? (
        <Section title={text.all}>
          <Incoming />
        </Section>
      ) : (
        <>
          <Section title={text.incoming}>
            <p>{text.lead}</p>
            <Incoming />
          </Section>
          <Section title={text.outgoing}>
            <p>{text.outgoingLead}</p>
            <Outgoing />
          </Section>
        </>
      )}
      <Section title={text.answered}>
        <ul class="links">
          <li>
            <a href="/audit?kind=organization_changed">{text.movedEvents}</a>
          </li>
          <li>
            <a href="/audit?kind=transfer_declined">{text.declinedEvents}</a>
          </li>
        </ul>
      </Section>
    </>
  );
}

type Choice = { label: string; said: string; run: (offer: Offer) => Promise<unknown> };

function Incoming() {
  const text = useTexts(texts);
  const { me } = useSession();
  const accept: Choice = {
    label: text.accept,
    said: text.accepted,
    run: ({ userId, etag }) => client.acceptOffer({ params: { userId }, body: {}, ifMatch: etag }),
  };
  const decline: Choice = {
    label: text.decline,
    said: text.declined,
    run: ({ userId, etag }) => client.declineOffer({ params: { userId }, body: {}, ifMatch: etag }),
  };
  return (
    <List
      caption={text.incoming}
      direction="incoming"
      empty={text.empty}
      places={me?.role === 'admin' ? ['from', 'to'] : ['from']}
      choices={[accept, decline]}
    />
  );
}

function Outgoing() {
  const text = useTexts(texts);
  const withdraw: Choice = {
    label: text.withdraw,
    said: text.withdrawn,
    run: ({ userId, etag }) => client.withdrawOffer({ params: { userId }, ifMatch: etag }),
  };
  return (
    <List
      caption={text.outgoing}
      direction="outgoing"
      empty={text.outgoingEmpty}
      places={['to']}
      choices={[withdraw]}
    />
  );
}

type ListProps = {
  caption: string;
  direction: 'incoming' | 'outgoing';
  empty: string;
  places: readonly ('from' | 'to')[];
  choices: readonly Choice[];
};

function List({ caption, direction, empty, places, choices }: ListProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const list = useLoad(() => client.listOffers({ query: { direction } }), [direction]);
  const [done, setDone] = useState<string>();
  const act = useAction(async (choice: Choice, offer: Offer) => {
    setDone(undefined);
    await choice.run(offer);
    setDone(choice.said);
  });
  const columns: Record<'from' | 'to', Column<Offer>> = {
    from: { title: text.from, cell: ({ fromOrganizationName }) => fromOrganizationName },
    to: { title: text.to, cell: ({ toOrganizationName }) => toOrganizationName },
  };
  const buttons = (offer: Offer) => (
    <div class="buttons">
      {choices.map((choice, index) => (
        <Button
          key={choice.label}
          kind={index > 0 || direction === 'outgoing' ? 'secondary' : 'primary'}
          small
          label={`${choice.label}: ${fullName(offer)}`}
          busy={act.busy}
          onClick={() => act.run(choice, offer).then(list.reload)}
        >
          {choice.label}
        </Button>
      ))}
    </div>
  );
  return (
    <>
      <Done>{done}</Done>
      <ProblemNote problem={act.problem} />
      <Ready of={list}>
        {({ items }) => (
          <Table
            caption={caption}
            rows={items}
            keyOf={({ userId }) => userId}
            empty={empty}
            columns={[
              { title: words.name, cell: fullName },
              { title: words.role, cell: ({ role }) => roleNames[language][role] },
              ...places.map((place) => columns[place]),
              { title: text.until, cell: ({ expiresAt }) => <DateText at={expiresAt} /> },
              { title: words.actions, cell: buttons },
            ]}
          />
        )}
      </Ready>
    </>
  );
}

/** A review of one organization: what is left to answer, everybody's state, and the evidence. */
import { useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { limit } from '../../../policy/limits.ts';
import { useAction } from '../../action.ts';
import { useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { saveFile } from '../../save-file.ts';
import { client, useMay, useSession } from '../../session.tsx';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Done } from '../../ui/done.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Heading, Section } from '../../ui/heading.tsx';
import { Note } from '../../ui/note.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { AnswersForm } from './answers-form.tsx';
import { Everybody } from './everybody.tsx';
import { StartOne } from './start.tsx';
import { texts } from './texts.ts';

type Read = Output<'readReview'>;
export type ReviewedPerson = Read['items'][number];
export type Review = NonNullable<Read['review']>;

export default function ReviewPage({ title, id }: PageProps) {
  const text = useTexts(texts);
  const { me } = useSession();
  const mayStart = useMay('reviews.start');
  const organizationId = id ?? me?.organizationId ?? '';
  const params = { organizationId };
  const query = { state: 'open', limit: limit.reviewAnswersMax } as const;
  const read = useLoad(() => client.readReview({ params, query }), [organizationId]);
  const place = useLoad(() => client.readOrganization({ params }), [organizationId]);
  const [said, setSaid] = useState<string>();
  const [reopened, setReopened] = useState<readonly ReviewedPerson[]>([]);
  const changed = async (now: string) => {
    setReopened([]);
    await read.reload();
    setSaid(now);
  };
  return (
    <>
      {id && (
        <p>
          <a href="/reviews">{text.toList}</a>
        </p>
      )}
      <Heading>{place.data ? `${title}: ${place.data.name}` : title}</Heading>
      <Done key={said}>{said}</Done>
      <Ready of={read}>
        {({ review, nextAt, items }) => (
          <>
            {review ? <Summary review={review} /> : <p>{text.none}</p>}
            {nextAt && (
              <p>
                {text.nextAt} <DateText at={nextAt} />.
              </p>
            )}
            {mayStart && (!review || review.closedAt) && (
              <StartOne organizationId={organizationId} started={() => changed(text.startNow)} />
            )}
            {review && (
              <>
                <Section title={text.open}>
                  <AnswersForm
                    key={review.counts.open + reopened.length}
                    organizationId={organizationId}
                    reviewId={review.reviewId}
                    people={[...reopened, ...items]
                      .filter(({ mayAnswer }) => mayAnswer)
                      .slice(0, limit.reviewAnswersMax)}
                    answered={changed}
                  />
                  {items.some(({ isOwn }) => isOwn) && (
                    <Note>
                      <p>{text.own}</p>
                    </Note>
                  )}
                </Section>
                <Section title={text.everybody}>
                  <Everybody
                    key={JSON.stringify(review.counts)}
                    organizationId={organizationId}
                    change={(person) =>
                      setReopened((before) => [
                        ...before.filter(({ userId }) => userId !== person.userId),
                        person,
                      ])
                    }
                  />
                </Section>
                <Section title={text.evidence}>
                  <Evidence organizationId={organizationId} />
                </Section>
              </>
            )}
          </>
        )}
      </Ready>
    </>
  );
}

/** @returns how many have been answered about, and of how many who are still there */
export function progressOf({
  people,
  counts,
}: Pick<Review, 'people' | 'counts'>): [number, number] {
  const { here, role, moved, left, gone } = counts;
  return [here + role + moved + left, people - gone];
}

function Summary({ review }: { review: Review }) {
  const text = useTexts(texts);
  const { startedAt, closedAt, closeAt, outcome, people, counts } = review;
  return (
    <>
      <Facts
        rows={[
          [text.started, <DateText key="started" at={startedAt} />],
          closedAt
            ? [text.closed, <DateText key="closed" at={closedAt} />]
            : [text.closes, <DateText key="closes" at={closeAt} />],
          [text.outcome, outcome && text.outcomes[outcome]],
        ]}
      />
      <p role="status">{text.progress(...progressOf({ people, counts }))}</p>
    </>
  );
}

function Evidence({ organizationId }: { organizationId: string }) {
  const text = useTexts(texts);
  const action = useAction(async () => {
    const params = { organizationId };
    const body = { separator: 'semicolon' } as const;
    const { csv, signature } = await client.exportReview({ params, body });
    saveFile(`${text.fileName}.csv`, csv, 'text/csv');
    saveFile(`${text.fileName}.csv.jws`, signature, 'application/jose');
  });
  return (
    <>
      <p>{text.evidenceLead}</p>
      <ProblemNote problem={action.problem} />
      <Button kind="secondary" busy={action.busy} onClick={action.run}>
        {text.download}
      </Button>
    </>
  );
}

/** What awaits this person, most urgent first, and how long their own account stays active. */
import { workKinds } from '../../../policy/work-kinds.ts';
import { useTexts } from '../../language.tsx';
import type { Page, PageProps } from '../../page.ts';
import { pages } from '../../pages.ts';
import { type Me, useSession } from '../../session.tsx';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Heading, Section } from '../../ui/heading.tsx';
import { Loading } from '../../ui/loading.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useWork, type WorkItem } from '../../work.tsx';
import { texts } from './texts.ts';

export default function Home({ title }: PageProps) {
  const text = useTexts(texts);
  const { me } = useSession();
  if (!me) return null;
  return (
    <>
      <Heading>{title}</Heading>
      <Section title={text.work}>
        <PendingWork />
      </Section>
      <Section title={text.account}>
        <OwnAccount me={me} />
      </Section>
    </>
  );
}

function PendingWork() {
  const text = useTexts(texts);
  const { items, problem, reload } = useWork();
  if (problem)
    return (
      <ProblemNote problem={problem}>
        <Button kind="secondary" action="again" onClick={reload} />
      </ProblemNote>
    );
  if (!items) return <Loading />;
  if (items.length === 0) return <p>{text.nothing}</p>;
  return (
    <ul class="work">
      {items.map((item) => (
        <li key={item.kind}>
          <Line item={item} />
        </li>
      ))}
    </ul>
  );
}

function Line({ item: { kind, count, more, firstAt } }: { item: WorkItem }) {
  const text = useTexts(texts);
  const page = Object.values<Page>(pages).find(({ work }) => work?.includes(kind));
  // A newer release may count more kinds.
  if (!workKinds.includes(kind) || !page) return null;
  const sentence = text.kinds[kind](count);
  return (
    <>
      <a href={page.path}>{more ? text.more(sentence) : sentence}</a>
      {firstAt && (
        <span>
          {text.first} <DateText at={firstAt} />
        </span>
      )}
    </>
  );
}

function OwnAccount({ me }: { me: Me }) {
  const text = useTexts(texts);
  const leaves = me.employmentEndsOn !== undefined;
  return (
    <>
      {me.deactivateAt && (
        <p>
          {leaves ? text.employment : text.until} <DateText at={me.deactivateAt} />.
        </p>
      )}
      <p>{me.secondFactor ? text.factorOn : text.factorOff}</p>
      <ul class="links">
        {!me.secondFactor && (
          <li>
            <a href="/second-factor">{text.factorSetUp}</a>
          </li>
        )}
        <li>
          <a href="/account">{text.toAccount}</a>
        </li>
      </ul>
    </>
  );
}

/** What awaits this person, most urgent first, and how long their own account stays active. */
import { workKinds } from '../../../policy/work-kinds.ts';
import { isoDayOf } from '../../format.ts';
import { useTexts } from '../../language.tsx';
import type { PageProps } from '../../page.ts';
import { type Me, useSession } from '../../session.tsx';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Heading, Section } from '../../ui/heading.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Note } from '../../ui/note.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useWork, type WorkItem } from '../../work.tsx';
import { workPaths } from '../../work-paths.ts';
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
  // A newer release may count more kinds.
  if (!workKinds.includes(kind)) return null;
  const sentence = text.kinds[kind](count);
  return (
    <>
      <a href={workPaths[kind]}>{more ? text.more(sentence) : sentence}</a>
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
  return (
    <>
      {me.pendingChanges.length > 0 && (
        <Note kind="alert">
          <p>{text.pendingChange}</p>
          <p>
            <a href="/account">{text.toPendingChange}</a>
          </p>
        </Note>
      )}
      {me.deactivateAt && <Until me={me} at={me.deactivateAt} />}
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

/** Signing in keeps an account neither after the end of employment nor after a review without an answer. */
function Until({ me, at }: { me: Me; at: string }) {
  const text = useTexts(texts);
  const day = <DateText at={at} />;
  const leaves = me.employmentEndsOn === isoDayOf(new Date(Date.parse(at) - 1));
  if (!leaves && me.why === 'awaits_confirmation')
    return (
      <Note kind="alert">
        <p>
          {text.unconfirmed} {day}.
        </p>
      </Note>
    );
  return (
    <p>
      {leaves ? text.employment : text.until} {day}.
    </p>
  );
}

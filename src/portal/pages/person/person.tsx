/** One person at a glance: who, status and why, what happens next; one menu of actions; history. */
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Output } from '../../../api.ts';
import { fullName } from '../../../policy/full-name.ts';
import { roleNames } from '../../../policy/role-names.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import { useOrganizations } from '../../organizations.ts';
import type { PageProps } from '../../page.ts';
import { client, useMay } from '../../session.tsx';
import { lifeTexts } from '../../texts/life.ts';
import { Address } from '../../ui/address.tsx';
import { Done } from '../../ui/done.tsx';
import { Heading, Section } from '../../ui/heading.tsx';
import { StatusLabel } from '../../ui/status.tsx';
import { isKept } from '../../unsaved.ts';
import { lastSeen } from '../../url-state.ts';
import { Actions } from './actions.tsx';
import { Dates } from './dates.tsx';
import { Details } from './details.tsx';
import { NextSteps } from './next-steps.tsx';
import { texts } from './texts.ts';
import { TimeLine } from './time-line.tsx';

export type User = Output<'readUser'>;

/** Props of the page's parts: the person, and a callback for the changed person. */
export type PartProps = { user: User; changed: (user: User, said: string) => void };

export default function Person({ title, id = '' }: PageProps) {
  const text = useTexts(texts);
  const [erasedId, setErasedId] = useState<string>();
  const [done, setDone] = useState<{ turn: number; said?: string }>({ turn: 0 });
  const person = useLoad(() => client.readUser({ params: { userId: id } }), [id]);
  const changed = (user: User, said: string) => {
    person.put(user);
    setDone(({ turn }) => ({ turn: turn + 1, said }));
  };
  return (
    <>
      <p>
        <a href={lastSeen('/people')}>{text.toPeople}</a>
      </p>
      {erasedId === id ? (
        <>
          <Heading>{title}</Heading>
          <Done>{text.erased}</Done>
        </>
      ) : (
        <Ready of={person}>
          {(user) => (
            <>
              <Heading>{fullName(user)}</Heading>
              <Done key={done.turn}>{done.said}</Done>
              <Parts
                user={user}
                turn={done.turn}
                changed={changed}
                erased={() => setErasedId(user.userId)}
              />
            </>
          )}
        </Ready>
      )}
    </>
  );
}

/** @param turn counts the changes, of which the events have to tell */
function Parts({ user, turn, changed, erased }: PartProps & { turn: number; erased: () => void }) {
  const text = useTexts(texts);
  const life = useTexts(lifeTexts);
  const mayAudit = useMay('audit.read');
  const { path } = useLocation();
  // What the end of a session interrupted goes on.
  const [editing, setEditing] = useState(isKept(`${path} details`));
  return (
    <>
      <Who user={user} />
      <p>
        <StatusLabel status={user.status} /> {life.why[user.why]}
      </p>
      <NextSteps user={user} />
      <Actions
        user={user}
        changed={changed}
        erased={erased}
        editing={editing}
        onEdit={() => setEditing(true)}
      />
      <Section title={text.facts}>
        <Details user={user} changed={changed} editing={editing} onEditing={setEditing} />
      </Section>
      <Section title={text.dates}>
        <Dates user={user} />
      </Section>
      {mayAudit && (
        <Section title={text.events}>
          <TimeLine key={turn} user={user} />
        </Section>
      )}
    </>
  );
}

function Who({ user: { role, organizationId, email } }: { user: User }) {
  const { language } = useLanguage();
  const { nameOf } = useOrganizations();
  return (
    <p>
      <strong>{roleNames[language][role]}</strong>
      {nameOf(organizationId) && `, ${nameOf(organizationId)}`}
      <br />
      <a href={`mailto:${email}`}>
        <Address email={email} />
      </a>
    </p>
  );
}

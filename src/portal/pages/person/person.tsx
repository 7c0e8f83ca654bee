/** One person: details, dates with their reasons, actions and history. */

import { useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { roleNames } from '../../../policy/role-names.ts';
import { languageNames, useLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import { useOrganizations } from '../../organizations.ts';
import type { PageProps } from '../../page.ts';
import { client, useMay, useSession } from '../../session.tsx';
import { shownDomain } from '../../shown-domain.ts';
import { common } from '../../texts/common.ts';
import { factorTitle } from '../../texts/factor-title.ts';
import { lifeTexts } from '../../texts/life.ts';
import { factorTexts } from '../../texts/second-factor.ts';
import { DateText } from '../../ui/date.tsx';
import { Done } from '../../ui/done.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Heading, Section } from '../../ui/heading.tsx';
import { StatusLabel } from '../../ui/status.tsx';
import { EditDetails } from './edit-details.tsx';
import { EndSessions } from './end-sessions.tsx';
import { EndUse } from './end-use.tsx';
import { Place } from './place.tsx';
import { ResetFactor } from './reset-factor.tsx';
import { texts } from './texts.ts';
import { TimeLine } from './time-line.tsx';

export type User = Output<'readUser'>;

/** Props of the page's parts: the person, and a callback for the changed person. */
export type PartProps = { user: User; changed: (user: User, said: string) => void };

export default function Person({ title, id = '' }: PageProps) {
  const text = useTexts(texts);
  const [erasedId, setErasedId] = useState<string>();
  const erased = erasedId === id;
  const [done, setDone] = useState<{ turn: number; said?: string }>({ turn: 0 });
  const person = useLoad(() => client.readUser({ params: { userId: id } }), [id]);
  const changed = (user: User, said: string) => {
    person.put(user);
    setDone(({ turn }) => ({ turn: turn + 1, said }));
  };
  return (
    <>
      <p>
        <a href="/people">{text.toPeople}</a>
      </p>
      {erased && (
        <>
          <Heading>{title}</Heading>
          <Done>{text.erased}</Done>
        </>
      )}
      {!erased && (
        <Ready of={person}>
          {(user) => (
            <>
              <Heading>{`${user.firstName} ${user.lastName}`}</Heading>
              <Done key={done.turn}>{done.said}</Done>
              <Overview user={user} />
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

function Overview({ user }: { user: User }) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const life = useTexts(lifeTexts);
  const factor = useTexts(factorTexts);
  const { language } = useLanguage();
  const { nameOf } = useOrganizations();
  const day = (at: string | undefined) => at && <DateText at={at} />;
  return (
    <>
      <p>
        <StatusLabel status={user.status} /> {life.why[user.why]}
      </p>
      <Facts
        rows={[
          [words.email, shownDomain(user.email)],
          [words.role, roleNames[language][user.role]],
          [words.organization, nameOf(user.organizationId)],
          [text.language, languageNames[user.language]],
          [factorTitle[language], user.secondFactor ? factor.on : factor.off],
          [text.invitedAt, day(user.invitedAt)],
          [text.invitationExpires, day(user.invitationExpiresAt)],
          [text.activatedAt, day(user.activatedAt)],
          [text.lastActivityAt, day(user.lastActivityAt)],
          [text.employmentEndsOn, day(user.employmentEndsOn)],
          [text.deactivateAt, user.status === 'active' && day(user.deactivateAt)],
          [text.deactivatedAt, day(user.deactivatedAt)],
          [text.eraseAt, day(user.eraseAt)],
          [text.mailFailedAt, day(user.mailFailedAt)],
        ]}
      />
    </>
  );
}

/** @param turn counts the changes, of which the events have to tell */
function Parts({ user, turn, changed, erased }: PartProps & { turn: number; erased: () => void }) {
  const text = useTexts(texts);
  const { me } = useSession();
  const mayEdit = useMay('people.edit');
  const mayAudit = useMay('audit.read');
  const mayReset = useMay('people.reset_factor');
  const mayEndSessions = useMay('people.end_sessions') && user.status === 'active';
  const { language } = useLanguage();
  const own = me?.userId === user.userId;
  return (
    <>
      {mayEdit && (
        <Section title={text.edit}>
          <EditDetails user={user} changed={changed} />
        </Section>
      )}
      {!own && (
        <>
          <Section title={text.role}>
            <Place user={user} changed={changed} />
          </Section>
          {mayReset && user.secondFactor && (
            <Section title={factorTitle[language]}>
              <ResetFactor user={user} changed={changed} />
            </Section>
          )}
          {mayEndSessions && (
            <Section title={text.sessions}>
              <EndSessions user={user} changed={changed} />
            </Section>
          )}
          <Section title={text.end}>
            <EndUse user={user} changed={changed} erased={erased} />
          </Section>
        </>
      )}
      {mayAudit && (
        <Section title={text.events}>
          <TimeLine key={turn} user={user} />
        </Section>
      )}
    </>
  );
}

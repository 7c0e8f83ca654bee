/** The stored profile, dates, sessions, changes, second factors and acknowledgement, in words. */

import { fullName } from '../../../policy/full-name.ts';
import { languageWords } from '../../../policy/language-words.ts';
import { roleNames } from '../../../policy/role-names.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { shownDomain } from '../../shown-domain.ts';
import { common } from '../../texts/common.ts';
import { lifeTexts } from '../../texts/life.ts';
import { factorTexts } from '../../texts/second-factor.ts';
import { DateText } from '../../ui/date.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/heading.tsx';
import { Table } from '../../ui/table.tsx';
import { texts as accountTexts } from '../my-account/texts.ts';
import { useSessionColumns } from '../my-account/use-session-columns.tsx';
import type { Data } from './my-data.tsx';
import { texts } from './texts.ts';

export function Stored({ data }: { data: Data }) {
  return (
    <>
      <Profile data={data} />
      <Dates profile={data.profile} />
      <Acknowledgement acknowledgement={data.acknowledgement} />
      <Sessions sessions={data.sessions} />
      <Systems systems={data.systems} />
      <PendingChanges pendingChanges={data.pendingChanges} />
      <Factors secondFactors={data.secondFactors} />
    </>
  );
}

function Profile({ data: { profile, organizationName, externalId } }: { data: Data }) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const life = useTexts(lifeTexts);
  const languageWord = useTexts(languageWords);
  const { language } = useLanguage();
  return (
    <Section title={text.profile}>
      <Facts
        rows={[
          [words.name, fullName(profile)],
          [words.email, shownDomain(profile.email)],
          [words.organization, organizationName],
          [words.role, roleNames[language][profile.role]],
          [text.language, languageWord[profile.language]],
          [words.status, `${life.status[profile.status]}. ${life.why[profile.why]}`],
          [text.externalId, externalId],
          [text.transfer, profile.offeredTo && text.transferOpen],
        ]}
      />
    </Section>
  );
}

function Dates({ profile }: Pick<Data, 'profile'>) {
  const text = useTexts(texts);
  const deactivates =
    profile.why === 'awaits_confirmation' ? text.deactivatesUnconfirmed : text.deactivates;
  const dates = [
    [text.invited, profile.invitedAt],
    [text.invitationExpires, profile.invitationExpiresAt],
    [text.activated, profile.activatedAt],
    [text.lastActivity, profile.lastActivityAt],
    [text.employmentEnds, profile.employmentEndsOn],
    [deactivates, profile.deactivateAt],
    [text.deactivated, profile.deactivatedAt],
    [text.erases, profile.eraseAt],
    [text.mailFailed, profile.mailFailedAt],
    [text.restoreAsked, profile.restoreAskedAt],
  ] as const;
  return (
    <Section title={text.dates}>
      <Facts rows={dates.map(([name, at]) => [name, at && <DateText at={at} />] as const)} />
    </Section>
  );
}

function Acknowledgement({ acknowledgement }: Pick<Data, 'acknowledgement'>) {
  const text = useTexts(texts);
  const languageWord = useTexts(languageWords);
  const { version, language, at } = acknowledgement;
  return (
    <Section title={text.notice}>
      {version === undefined ? (
        <p>{text.noticeNone}</p>
      ) : (
        <Facts
          rows={[
            [text.noticeVersion, version],
            [text.noticeLanguage, language && languageWord[language]],
            [text.noticeAt, at && <DateText at={at} time />],
          ]}
        />
      )}
    </Section>
  );
}

function Sessions({ sessions }: Pick<Data, 'sessions'>) {
  const text = useTexts(accountTexts);
  const columns = useSessionColumns();
  return (
    <Section title={text.sessions}>
      <Table
        caption={text.sessions}
        rows={sessions}
        keyOf={({ sessionId }) => sessionId}
        empty={text.noSessions}
        columns={columns}
      />
    </Section>
  );
}

function Systems({ systems }: Pick<Data, 'systems'>) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  return (
    <Section title={text.systems}>
      <p>{text.systemsLead}</p>
      <Table
        caption={text.systems}
        rows={systems}
        keyOf={({ systemId }) => systemId}
        empty={text.systemsNone}
        columns={[
          { title: text.system, cell: ({ name }) => name[language] },
          { title: text.systemSince, cell: ({ since }) => <DateText at={since} time /> },
        ]}
      />
    </Section>
  );
}

function PendingChanges({ pendingChanges }: Pick<Data, 'pendingChanges'>) {
  const words = useTexts(common);
  const text = useTexts(accountTexts);
  return (
    <Section title={text.pending}>
      <Table
        caption={text.pending}
        rows={pendingChanges}
        keyOf={({ changeId }) => changeId}
        empty={words.none}
        columns={[
          {
            title: text.pendingChange,
            cell: ({ what, email }) =>
              email ? `${text.pendingWhat[what]}: ${shownDomain(email)}` : text.pendingWhat[what],
          },
          { title: text.requested, cell: ({ requestedAt }) => <DateText at={requestedAt} time /> },
          { title: text.opensUntil, cell: ({ expiresAt }) => <DateText at={expiresAt} time /> },
        ]}
      />
    </Section>
  );
}

function Factors({ secondFactors }: Pick<Data, 'secondFactors'>) {
  const { secondFactor } = useTexts(texts);
  const text = useTexts(factorTexts);
  return (
    <Section title={secondFactor}>
      <Table
        caption={secondFactor}
        rows={secondFactors}
        keyOf={({ factorId }) => factorId}
        empty={text.none}
        columns={[
          { title: text.name, cell: ({ name }) => name },
          { title: text.kind, cell: ({ kind }) => text.kinds[kind] },
          { title: text.added, cell: ({ createdAt }) => <DateText at={createdAt} time /> },
          { title: text.used, cell: ({ usedAt }) => <DateText at={usedAt} time /> },
        ]}
      />
    </Section>
  );
}

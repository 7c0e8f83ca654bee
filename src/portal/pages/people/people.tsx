/** The service filters, sorts and pages people, so ten thousand are as fast as ten. */

import { useMemo, useState } from 'preact/hooks';
import type { Output, SentBody } from '../../../api.ts';
import type { Language } from '../../../policy/languages.ts';
import { roleNames } from '../../../policy/role-names.ts';
import { formatNumber } from '../../format.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { Ready } from '../../load.tsx';
import { useOrganizations } from '../../organizations.ts';
import type { PageProps } from '../../page.ts';
import { client, useSession } from '../../session.tsx';
import { shownDomain } from '../../shown-domain.ts';
import { common } from '../../texts/common.ts';
import { lifeTexts } from '../../texts/life.ts';
import { DateText } from '../../ui/date.tsx';
import { fullName } from '../../ui/full-name.ts';
import { Heading } from '../../ui/heading.tsx';
import { StatusLabel } from '../../ui/status.tsx';
import { type Column, Pages, Table } from '../../ui/table.tsx';
import { usePages } from '../../use-paging.ts';
import { type Filter, Filters } from './filters.tsx';
import { texts } from './texts.ts';

type User = Output<'searchUsers'>['items'][number];
type Asked = NonNullable<SentBody<'searchUsers'>>;
/** Two screens. With twice as many, a slow computer needs 0.1 s for layout, and typing stutters. */
const rowsAPage = 25;

type Sorted = { by: NonNullable<Asked['sort']>; descending: boolean };

export default function People({ title }: PageProps) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const [filter, setFilter] = useState<Filter>({
    text: '',
    status: '',
    role: '',
    organizationId: '',
  });
  const [sorted, setSorted] = useState<Sorted>({ by: 'name', descending: false });
  const people = usePages(
    (cursor) => client.searchUsers({ body: question(filter, sorted, cursor) }),
    [filter, sorted],
  );
  return (
    <>
      <Heading>{title}</Heading>
      <p class="buttons">
        <a class="hds-button hds-button--primary" href="/people/invite">
          {text.invite}
        </a>
        <a class="hds-button hds-button--secondary" href="/imports/new">
          {text.inviteMany}
        </a>
      </p>
      <Filters filter={filter} onChange={setFilter} />
      <Ready of={people.list}>
        {({ items, total }) => (
          <>
            <p role="status">{text.total(formatNumber(total, language))}</p>
            <PeopleTable title={title} items={items} sorted={sorted} onSorted={setSorted} />
            <Pages onPrevious={people.onPrevious} onNext={people.onNext} />
          </>
        )}
      </Ready>
    </>
  );
}

type PeopleTableProps = {
  title: string;
  items: readonly User[];
  sorted: Sorted;
  onSorted: (sorted: Sorted) => void;
};

/** Memoized: renders again when its data changes, not on every keystroke of a search. */
function PeopleTable({ title, items, sorted, onSorted }: PeopleTableProps) {
  const { empty } = useTexts(texts);
  const columns = useColumns();
  return useMemo(
    () => (
      <Table
        caption={title}
        columns={columns}
        rows={items}
        keyOf={({ userId }) => userId}
        empty={empty}
        sorted={sorted}
        onSort={(by) => onSorted(sortedBy(sorted, by))}
      />
    ),
    [title, columns, items, empty, sorted, onSorted],
  );
}

function useColumns(): readonly Column<User>[] {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const { nameOf } = useOrganizations();
  return useMemo(
    () => columnsFor(words, text, language, me?.role === 'admin' ? nameOf : undefined),
    [words, text, language, me?.role, nameOf],
  );
}

type Words = (typeof common)['fi'];
type OwnTexts = (typeof texts)['fi'];

/** @param nameOf an organization's name; undefined hides the column for those who see only one */
function columnsFor(
  words: Words,
  text: OwnTexts,
  language: Language,
  nameOf: ((organizationId: string) => string) | undefined,
): readonly Column<User>[] {
  return [
    {
      title: words.name,
      sort: 'name',
      cell: ({ userId, firstName, lastName }) => (
        <a href={`/people/${userId}`}>{fullName({ firstName, lastName })}</a>
      ),
    },
    { title: words.email, sort: 'email', cell: ({ email }) => <Address email={email} /> },
    { title: words.role, sort: 'role', cell: ({ role }) => roleNames[language][role] },
    ...(nameOf
      ? [{ title: words.organization, cell: (user: User) => nameOf(user.organizationId) }]
      : []),
    { title: words.status, cell: (user) => <Reason user={user} /> },
    {
      title: text.lastActivity,
      sort: 'lastActivityAt',
      cell: ({ lastActivityAt }) => <DateText at={lastActivityAt} />,
    },
    { title: text.nextDate, cell: (user) => <NextDate user={user} /> },
  ];
}

/** May break before the domain. */
function Address({ email }: { email: string }) {
  const at = email.lastIndexOf('@');
  return (
    <>
      {email.slice(0, at)}
      <wbr />
      {shownDomain(email.slice(at))}
    </>
  );
}

/** The account's status, and the rule that decides it. */
function Reason({ user: { status, why } }: { user: User }) {
  const life = useTexts(lifeTexts);
  return (
    <>
      <StatusLabel status={status} />
      <br />
      {life.why[why]}
    </>
  );
}

/** The account's next step, unless somebody acts. */
function NextDate({ user }: { user: User }) {
  const text = useTexts(texts);
  const { status, deactivateAt, eraseAt, invitationExpiresAt } = user;
  if (status === 'invited')
    return (
      <>
        <DateText at={invitationExpiresAt} /> {text.expires}
      </>
    );
  if (eraseAt !== undefined)
    return (
      <>
        <DateText at={eraseAt} /> {text.erases}
      </>
    );
  if (status !== 'active' || deactivateAt === undefined) return <DateText at={undefined} />;
  return (
    <>
      <DateText at={deactivateAt} /> {text.deactivates}
    </>
  );
}

/** Omits empty filters; chosen values come from the service's own lists. */
function question(filter: Filter, sorted: Sorted, cursor: string | undefined): Asked {
  const chosen = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
  return { ...chosen, sort: sorted.by, descending: sorted.descending, limit: rowsAPage, cursor };
}

const sortable = ['name', 'email', 'role', 'lastActivityAt', 'invitedAt'] as const;

function sortedBy(before: Sorted, column: string): Sorted {
  const by = sortable.find((each) => each === column) ?? 'name';
  return { by, descending: before.by === by && !before.descending };
}

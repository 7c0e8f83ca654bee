/** The columns of the list of people: few enough for a small desktop. */
import { useMemo } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { fullName } from '../../../policy/full-name.ts';
import { roleNames } from '../../../policy/role-names.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { useOrganizations } from '../../organizations.ts';
import { useSession } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { lifeTexts } from '../../texts/life.ts';
import { Address } from '../../ui/address.tsx';
import { DateText } from '../../ui/date.tsx';
import { StatusLabel } from '../../ui/status.tsx';
import type { Column } from '../../ui/table.tsx';
import { texts } from './texts.ts';

type User = Output<'searchUsers'>['items'][number];

export function useColumns(): readonly Column<User>[] {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const { nameOf } = useOrganizations();
  const many = me?.role === 'admin';
  return useMemo(
    () => [
      {
        title: words.name,
        sort: 'name',
        also: { title: text.address, sort: 'email' },
        cell: (user) => (
          <>
            <a href={`/people/${user.userId}`}>{fullName(user)}</a>
            <span class="beside">
              <Address email={user.email} />
            </span>
          </>
        ),
      },
      {
        title: words.role,
        sort: 'role',
        cell: ({ role, organizationId }) => (
          <>
            {roleNames[language][role]}
            {many && <span class="beside">{nameOf(organizationId)}</span>}
          </>
        ),
      },
      { title: words.status, cell: (user) => <Reason user={user} /> },
      {
        title: text.lastActivity,
        sort: 'lastActivityAt',
        cell: ({ lastActivityAt }) => <DateText at={lastActivityAt} />,
      },
      { title: text.nextDate, sort: 'deactivateAt', cell: (user) => <NextDate user={user} /> },
    ],
    [words, text, language, many, nameOf],
  );
}

/** The usual reasons, which the status already says. */
const usual: readonly User['why'][] = ['recent_activity', 'invitation_open', 'invitation_expired'];

/** The account's status, and the rule that decides it unless it is the usual one. */
function Reason({ user: { status, why } }: { user: User }) {
  const life = useTexts(lifeTexts);
  return (
    <>
      <StatusLabel status={status} />
      {!usual.includes(why) && <span class="beside">{life.why[why]}</span>}
    </>
  );
}

/** The account's next step, unless somebody acts. */
function NextDate({ user }: { user: User }) {
  const text = useTexts(texts);
  const { status, deactivateAt, eraseAt, invitationExpiresAt } = user;
  const [at, said] =
    status === 'invited'
      ? [invitationExpiresAt, text.expires]
      : eraseAt !== undefined
        ? [eraseAt, text.erases]
        : [status === 'active' ? deactivateAt : undefined, text.deactivates];
  return (
    <>
      <DateText at={at} />
      {at !== undefined && <span class="beside short">{said}</span>}
    </>
  );
}

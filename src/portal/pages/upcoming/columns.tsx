/** The columns of the list of expiring accounts. */

import { fullName } from '../../../policy/full-name.ts';
import { useTexts } from '../../language.tsx';
import { useOrganizations } from '../../organizations.ts';
import { useSession } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { lifeTexts } from '../../texts/life.ts';
import { DateText } from '../../ui/date.tsx';
import type { Column } from '../../ui/table.tsx';
import { texts } from './texts.ts';
import type { Due } from './upcoming.tsx';

export function useColumns(): readonly Column<Due>[] {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { me } = useSession();
  const { nameOf } = useOrganizations();
  return [
    {
      title: words.name,
      sort: 'name',
      cell: ({ user }) => (
        <>
          <a href={`/people/${user.userId}`}>{fullName(user)}</a>
          {me?.role === 'admin' && <span class="beside">{nameOf(user.organizationId)}</span>}
        </>
      ),
    },
    { title: text.at, sort: 'at', cell: ({ at }) => <DateText at={at} /> },
    { title: text.step, cell: ({ step }) => text.steps[step] },
    { title: text.why, cell: ({ user }) => <Why user={user} /> },
    {
      title: text.lapses,
      cell: ({ user }) => <DateText at={user.eraseAt ? undefined : user.deactivateAt} />,
    },
  ];
}

/** Why the step will be taken; of an account in use, what it is measured by. */
function Why({ user }: { user: Due['user'] }) {
  const life = useTexts(lifeTexts);
  const text = useTexts(texts);
  if (user.why !== 'recent_activity') return <>{life.why[user.why]}</>;
  if (user.employmentEndsOn)
    return (
      <>
        {text.employmentEnds} <DateText at={user.employmentEndsOn} />
      </>
    );
  return (
    <>
      {text.lastUsed} <DateText at={user.lastActivityAt} />
    </>
  );
}

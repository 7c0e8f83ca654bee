/** Expiring accounts, as a plot by week and as a list of people. */
import { useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { limit } from '../../../policy/limits.ts';
import { formatNumber } from '../../format.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { Ready } from '../../load.tsx';
import { useOrganizations } from '../../organizations.ts';
import type { PageProps } from '../../page.ts';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { lifeTexts } from '../../texts/life.ts';
import { DateText } from '../../ui/date.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Heading } from '../../ui/heading.tsx';
import { Pages, Table } from '../../ui/table.tsx';
import { usePages } from '../../use-paging.ts';
import { texts } from './texts.ts';
import { WeekPlot } from './week-plot.tsx';

/** In days; the first is the period of the e-mail digest. */
const periods = [1, 2, 3, 6].map((times) => times * limit.digestDays);

export default function Upcoming({ title }: PageProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { nameOf } = useOrganizations();
  const [days, setDays] = useState<number>(limit.digestDays);
  const upcoming = usePages(
    (cursor) => client.listUpcoming({ query: { days, limit: 100, cursor } }),
    [days],
  );
  return (
    <>
      <Heading>{title}</Heading>
      <p>{text.lead}</p>
      <div class="form-row narrow">
        <SelectField
          name="days"
          label={text.days}
          value={String(days)}
          required
          options={periods.map((count) => [String(count), text.daysOf(count)])}
          onChange={(value) => setDays(Number(value))}
        />
      </div>
      <Ready of={upcoming.list}>
        {({ items, total }) => (
          <>
            <p role="status">{text.total(formatNumber(total, language))}</p>
            <WeekPlot instants={items.map(({ at }) => at)} />
            <Table
              caption={title}
              rows={items}
              keyOf={({ user, step }) => `${user.userId} ${step}`}
              empty={text.empty}
              columns={[
                { title: text.at, cell: ({ at }) => <DateText at={at} /> },
                {
                  title: words.name,
                  cell: ({ user }) => (
                    <a href={`/people/${user.userId}`}>
                      {user.firstName} {user.lastName}
                    </a>
                  ),
                },
                { title: words.organization, cell: ({ user }) => nameOf(user.organizationId) },
                { title: text.step, cell: ({ step }) => text.steps[step] },
                { title: text.why, cell: ({ user }) => <Why user={user} /> },
                {
                  title: text.lapses,
                  cell: ({ user }) => (
                    <DateText at={user.eraseAt ? undefined : user.deactivateAt} />
                  ),
                },
              ]}
            />
            <Pages onPrevious={upcoming.onPrevious} onNext={upcoming.onNext} />
          </>
        )}
      </Ready>
    </>
  );
}

type User = Output<'listUpcoming'>['items'][number]['user'];

/** Why the step will be taken; of an account in use, what it is measured by. */
function Why({ user }: { user: User }) {
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

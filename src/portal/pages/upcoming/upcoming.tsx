/** Expiring accounts, as a plot by week and as a list of people. */
import type { Output } from '../../../api.ts';
import { fullName } from '../../../policy/full-name.ts';
import { limit } from '../../../policy/limits.ts';
import { steps } from '../../../policy/statuses.ts';
import { useTexts } from '../../language.tsx';
import { Ready } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { listTexts } from '../../texts/lists.ts';
import { Bulk } from '../../ui/bulk.tsx';
import type { BulkAction } from '../../ui/bulk-dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Heading } from '../../ui/heading.tsx';
import { ListFilters } from '../../ui/list-filters.tsx';
import { Parts, useCount } from '../../ui/parts.tsx';
import { useSelection } from '../../ui/selection.tsx';
import { Pages, Table } from '../../ui/table.tsx';
import { oneOf, type UrlState, useUrlState } from '../../url-state.ts';
import { useNumberedPages } from '../../use-numbered-pages.ts';
import { useBulkActions } from '../people/bulk-actions.tsx';
import { useColumns } from './columns.tsx';
import { texts } from './texts.ts';
import { WeekPlot } from './week-plot.tsx';

export type Due = Output<'listUpcoming'>['items'][number];

/** In days; the first is the period of the e-mail digest. */
const periods = [1, 2, 3, 6].map((times) => String(times * limit.digestDays));
const usualPeriod = String(limit.digestDays);
const rowsAPage = 25;
const nobody: readonly Due[] = [];
const keyOf = ({ user, step }: Due) => `${user.userId} ${step}`;
const nameOf = ({ user }: Due) => fullName(user);

export default function Upcoming({ title }: PageProps) {
  const text = useTexts(texts);
  const lists = useTexts(listTexts);
  const filter = useUrlState({ days: usualPeriod, step: '', sort: 'at', order: 'ascending' });
  const step = oneOf(steps, filter.at('step'));
  const sort = oneOf(['at', 'name'], filter.at('sort')) ?? 'at';
  const order = oneOf(['ascending', 'descending'], filter.at('order')) ?? 'ascending';
  const days = Number(oneOf(periods, filter.at('days')) ?? usualPeriod);
  const query = { days, step, sort, order, limit: rowsAPage };
  const { list, number, count, onPrevious, onNext } = useNumberedPages({
    read: (at) => client.listUpcoming({ query: { ...query, ...at } }),
    on: [query],
    rowsAPage,
    page: filter.at('page'),
    part: filter.at('part'),
    setPage: (page, how) => filter.set({ page }, how),
  });
  const rows = useCount({ part: filter.at('part'), beyond: list.data?.beyond });
  const selection = useSelection(list.data?.items ?? nobody, { keyOf, nameOf });
  const actions = useBulkActions().map(onDue);
  const columns = useColumns();
  return (
    <>
      <Heading>{title}</Heading>
      <p>{text.lead}</p>
      <Filters filter={filter} />
      <Ready of={list}>
        {({ items, total, perDay, beyond }) => (
          <>
            <WeekPlot perDay={perDay} />
            <Bulk
              {...{ selection, actions }}
              shown={items.length}
              total={text.total(rows(total))}
              onChanged={list.reload}
            />
            <Table
              caption={title}
              rows={items}
              keyOf={keyOf}
              empty={step ? text.none : text.empty}
              columns={columns}
              selection={selection}
              sorted={{ by: sort, descending: order === 'descending' }}
              onSort={({ by, descending }) =>
                filter.set({ sort: by, order: descending ? 'descending' : 'ascending' })
              }
            />
            <Pages onPrevious={onPrevious} onNext={onNext}>
              {count > 1 && lists.pageOf(number, count)}
            </Pages>
            <Parts
              part={filter.at('part')}
              beyond={beyond}
              onPart={(part) => filter.set({ page: '1', part })}
            />
          </>
        )}
      </Ready>
    </>
  );
}

/** The same action on the person whom the row is about. */
function onDue({ fits, act, ...action }: BulkAction<Due['user']>): BulkAction<Due> {
  return {
    ...action,
    fits: ({ user }) => fits(user),
    act: ({ user }, values) => act(user, values),
  };
}

function Filters({ filter }: { filter: UrlState<'days' | 'step' | 'sort' | 'order'> }) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const set = (['days', 'step'] as const).filter((name) => filter.isChanged([name])).length;
  return (
    <ListFilters
      set={set}
      onClear={set > 0 ? () => filter.set({ days: usualPeriod, step: '' }) : undefined}
    >
      <SelectField
        name="days"
        label={text.days}
        value={filter.at('days')}
        required
        options={periods.map((count) => [count, text.daysOf(Number(count))])}
        onChange={(days) => filter.set({ days })}
      />
      <SelectField
        name="step"
        label={text.step}
        value={filter.at('step')}
        required
        options={[['', words.all], ...steps.map((each) => [each, text.steps[each]] as const)]}
        onChange={(step) => filter.set({ step })}
      />
    </ListFilters>
  );
}

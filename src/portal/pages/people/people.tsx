/** The service filters, sorts and pages people, so ten thousand are as fast as ten. */
import { useMemo } from 'preact/hooks';
import type { Output, SentBody } from '../../../api.ts';
import { fullName } from '../../../policy/full-name.ts';
import { useTexts } from '../../language.tsx';
import { Ready } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { client } from '../../session.tsx';
import { listTexts } from '../../texts/lists.ts';
import { Bulk } from '../../ui/bulk.tsx';
import { Heading } from '../../ui/heading.tsx';
import { Parts, useCount } from '../../ui/parts.tsx';
import { type Selection, useSelection } from '../../ui/selection.tsx';
import { Pages, type Sorted, Table } from '../../ui/table.tsx';
import { oneOf, useTypedText } from '../../url-state.ts';
import { useNumberedPages } from '../../use-numbered-pages.ts';
import { useBulkActions } from './bulk-actions.tsx';
import { useColumns } from './columns.tsx';
import { Download } from './download.tsx';
import { filterOf, useFilter } from './filter.ts';
import { Filters } from './filters.tsx';
import { texts } from './texts.ts';

type User = Output<'searchUsers'>['items'][number];
type Asked = NonNullable<SentBody<'searchUsers'>>;

/** Two screens. With twice as many, a slow computer needs 0.1 s for layout, and typing stutters. */
const rowsAPage = 25;

const sortable = ['name', 'email', 'role', 'lastActivityAt', 'invitedAt', 'deactivateAt'] as const;

const nobody: readonly User[] = [];
const keyOf = ({ userId }: User) => userId;

export default function People({ title }: PageProps) {
  const text = useTexts(texts);
  const lists = useTexts(listTexts);
  const filter = useFilter();
  const [typed, setTyped] = useTypedText(filter);
  const sorted = {
    by: oneOf(sortable, filter.at('sort')) ?? 'name',
    descending: filter.at('order') === 'descending',
  };
  const ask: Asked = { ...filterOf(filter, typed), sort: sorted.by, descending: sorted.descending };
  const { list, number, count, onPrevious, onNext } = useNumberedPages({
    read: (at) => client.searchUsers({ body: { ...ask, limit: rowsAPage, ...at } }),
    on: [filterKey(filter, typed), sorted],
    rowsAPage,
    page: filter.at('page'),
    part: filter.at('part'),
    setPage: (page, how) => filter.set({ page }, how),
  });
  const rows = useCount({ part: filter.at('part'), beyond: list.data?.beyond });
  const selection = useSelection(list.data?.items ?? nobody, { keyOf, nameOf: fullName });
  const actions = useBulkActions();
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
      <Filters filter={filter} typed={typed} onTyped={setTyped} />
      <Ready of={list}>
        {({ items, total, beyond }) => (
          <>
            <Bulk
              {...{ selection, actions }}
              shown={items.length}
              total={text.total(rows(total))}
              beside={items.length > 0 && <Download ask={ask} />}
              onChanged={list.reload}
            />
            <PeopleTable
              {...{ title, items, sorted, selection }}
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

/** Days become instants when the list is read, so that time passing alone reads nothing again. */
const filterKey = (filter: ReturnType<typeof useFilter>, typed: string) =>
  [...filter.names.map((name) => filter.at(name)), typed].join(' ');

type PeopleTableProps = {
  title: string;
  items: readonly User[];
  sorted: Sorted;
  onSort: (sorted: Sorted) => void;
  selection: Selection<User>;
};

/** Memoized: renders again when its data changes, not on every keystroke of a search. */
function PeopleTable({ title, items, sorted, onSort, selection }: PeopleTableProps) {
  const { empty } = useTexts(texts);
  const columns = useColumns();
  return useMemo(
    () => (
      <Table
        caption={title}
        columns={columns}
        rows={items}
        keyOf={keyOf}
        empty={empty}
        {...{ sorted, onSort, selection }}
      />
    ),
    [title, columns, items, empty, sorted.by, sorted.descending, selection.rows.length],
  );
}

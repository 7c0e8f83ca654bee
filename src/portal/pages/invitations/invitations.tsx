/** Open invitations: unused, awaiting approval, or expired and ready to be sent again. */
import { useState } from 'preact/hooks';
import type { Output, SentBody } from '../../../api.ts';
import { fullName } from '../../../policy/full-name.ts';
import { roles } from '../../../policy/roles.ts';
import { useTexts } from '../../language.tsx';
import { Ready } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { client, useMay } from '../../session.tsx';
import { listTexts } from '../../texts/lists.ts';
import { Bulk } from '../../ui/bulk.tsx';
import { Done } from '../../ui/done.tsx';
import { Heading } from '../../ui/heading.tsx';
import { Parts, useCount } from '../../ui/parts.tsx';
import { useSelection } from '../../ui/selection.tsx';
import { Pages, Table } from '../../ui/table.tsx';
import { oneOf, useTypedText, useUrlState } from '../../url-state.ts';
import { useNumberedPages } from '../../use-numbered-pages.ts';
import { useBulkActions } from './bulk-actions.ts';
import { useColumns } from './columns.tsx';
import { Filters, type InvitationFilter, openStatuses } from './filters.tsx';
import { type Asked, Question } from './question.tsx';
import { texts } from './texts.ts';

export type Invitation = Output<'searchInvitations'>['items'][number];
type Search = NonNullable<SentBody<'searchInvitations'>>;

const rowsAPage = 25;
const sortable = ['name', 'invitedAt', 'expiresAt'] as const;
const nobody: readonly Invitation[] = [];
const keyOf = ({ userId }: Invitation) => userId;

export default function Invitations({ title }: PageProps) {
  const text = useTexts(texts);
  const lists = useTexts(listTexts);
  const mayInvite = useMay('people.invite');
  const [done, setDone] = useState<{ turn: number; said?: string }>({ turn: 0 });
  const [asked, setAsked] = useState<Asked>();
  const filter = useUrlState({
    ...{ search: '', status: '', role: '' },
    ...{ sort: 'invitedAt', order: 'descending' },
  });
  const [typed, setTyped] = useTypedText(filter);
  const ask = searchOf(filter, typed);
  const { list, number, count, onPrevious, onNext } = useNumberedPages({
    read: (at) => client.searchInvitations({ body: { ...ask, limit: rowsAPage, ...at } }),
    on: [ask],
    rowsAPage,
    page: filter.at('page'),
    part: filter.at('part'),
    setPage: (page, how) => filter.set({ page }, how),
  });
  const rows = useCount({ part: filter.at('part'), beyond: list.data?.beyond });
  const after = async (said: string) => {
    setAsked(undefined);
    await list.reload();
    setDone(({ turn }) => ({ turn: turn + 1, said }));
  };
  const columns = useColumns({ ask: setAsked, after, reload: list.reload });
  const selection = useSelection(list.data?.items ?? nobody, { keyOf, nameOf: fullName });
  const actions = useBulkActions();
  return (
    <>
      <Heading>{title}</Heading>
      <p>{text.lead}</p>
      {mayInvite && (
        <p class="buttons">
          <a class="hds-button hds-button--primary" href="/people/invite">
            {text.invite}
          </a>
        </p>
      )}
      <Done key={done.turn}>{done.said}</Done>
      <Filters filter={filter} typed={typed} onTyped={setTyped} />
      <Ready of={list}>
        {({ items, total }) => (
          <>
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
              empty={typed === '' && !filter.isChanged(['status', 'role']) ? text.empty : text.none}
              columns={columns}
              selection={selection}
              sorted={{ by: ask.sort, descending: ask.descending }}
              onSort={({ by, descending }) =>
                filter.set({ sort: by, order: descending ? 'descending' : 'ascending' })
              }
            />
          </>
        )}
      </Ready>
      <Pages onPrevious={onPrevious} onNext={onNext}>
        {count > 1 && lists.pageOf(number, count)}
      </Pages>
      <Parts
        part={filter.at('part')}
        beyond={list.data?.beyond}
        onPart={(part) => filter.set({ page: '1', part })}
      />
      {asked && <Question asked={asked} after={after} onClose={() => setAsked(undefined)} />}
    </>
  );
}

function searchOf({ at }: InvitationFilter, typed: string) {
  const status = oneOf(openStatuses, at('status'));
  const role = oneOf(roles, at('role'));
  return {
    ...(typed !== '' && { text: typed }),
    ...(status && { status }),
    ...(role && { role }),
    sort: oneOf(sortable, at('sort')) ?? 'invitedAt',
    descending: at('order') !== 'ascending',
  } satisfies Search;
}

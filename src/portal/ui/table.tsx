/** A table that turns into cards in narrow windows; its rows can be sorted, paged and selected. */
import type { ComponentChildren } from 'preact';
import { useTexts } from '../language.tsx';
import { useOutdated } from '../load.tsx';
import { common } from '../texts/common.ts';
import { listTexts } from '../texts/lists.ts';
import type { Selection } from './selection.tsx';
import { SortField } from './sort-field.tsx';

export type Column<T> = {
  title: string;
  cell: (row: T) => ComponentChildren;
  /** Sort key; columns without one are not sortable. */
  sort?: string;
  /** A second order, if the cell shows two things. */
  also?: { title: string; sort: string };
};

type TableProps<T> = {
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  empty: string;
  sorted?: Sorted;
  onSort?: (sorted: Sorted) => void;
  /** Adds a column of checkboxes. */
  selection?: Selection<T>;
};

export type Sorted = { by: string; descending: boolean };

export function Table<T>(props: TableProps<T>) {
  const { caption, columns, rows, keyOf, empty, sorted, onSort, selection } = props;
  const text = useTexts(listTexts);
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  return (
    <div class="hds-table-container">
      {sorted && onSort && <SortField columns={columns} sorted={sorted} onSort={onSort} />}
      <table class="hds-table hds-table--light hds-table--dense cards">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr class="hds-table__header-row">
            {selection && (
              <th scope="col" class="select">
                <span class="visually-hidden">{text.select}</span>
              </th>
            )}
            {columns.map((column) => (
              <HeaderCell key={column.title} column={column} sorted={sorted} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody class="hds-table__content">
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {selection && <SelectCell row={row} of={keyOf(row)} selection={selection} />}
              {columns.map(({ title, cell }, index) => (
                <td key={title} data-title={title} class={index === 0 ? 'title' : undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type SelectCellProps<T> = { row: T; of: string; selection: Selection<T> };

function SelectCell<T>({ row, of, selection }: SelectCellProps<T>) {
  const text = useTexts(listTexts);
  const outdated = useOutdated();
  return (
    <td class="select">
      <input
        type="checkbox"
        disabled={outdated}
        aria-label={text.selectRow(selection.nameOf(row))}
        checked={selection.has(of)}
        onChange={({ currentTarget }) => selection.choose(of, currentTarget.checked)}
      />
    </td>
  );
}

type HeaderCellProps<T> = {
  column: Column<T>;
  sorted: TableProps<T>['sorted'] | undefined;
  onSort: TableProps<T>['onSort'] | undefined;
};

function HeaderCell<T>({ column: { title, sort, also }, sorted, onSort }: HeaderCellProps<T>) {
  if (sort === undefined || onSort === undefined) return <th scope="col">{title}</th>;
  const orders = [{ title, sort }, ...(also ? [also] : [])];
  const order = sorted?.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={orders.some((each) => each.sort === sorted?.by) ? order : 'none'}>
      {orders.map((each) => {
        const now = sorted?.by === each.sort;
        return (
          <button
            key={each.sort}
            type="button"
            class="sort"
            onClick={() => onSort({ by: each.sort, descending: now && !sorted.descending })}
          >
            {each.title}
            <span aria-hidden="true">
              {now ? (sorted.descending ? '\u00A0↓' : '\u00A0↑') : '\u00A0↕'}
            </span>
          </button>
        );
      })}
    </th>
  );
}

type PagesProps = {
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  children?: ComponentChildren;
};

/** Buttons for the previous and next page; nothing if there is only one. */
export function Pages({ onPrevious, onNext, children }: PagesProps) {
  const words = useTexts(common);
  if (!onPrevious && !onNext && !children) return null;
  return (
    <div class="pages">
      {onPrevious && (
        <button type="button" class="hds-button hds-button--secondary" onClick={onPrevious}>
          {words.previous}
        </button>
      )}
      <span aria-live="polite">{children}</span>
      {onNext && (
        <button type="button" class="hds-button hds-button--secondary" onClick={onNext}>
          {words.next}
        </button>
      )}
    </div>
  );
}

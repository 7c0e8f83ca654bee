/** A table that turns into cards in narrow windows and has an empty state. */
import type { ComponentChildren } from 'preact';
import { useTexts } from '../language.tsx';
import { common } from '../texts/common.ts';

export type Column<T> = {
  title: string;
  cell: (row: T) => ComponentChildren;
  /** Sort key; columns without one are not sortable. */
  sort?: string;
};

type TableProps<T> = {
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  empty: string;
  sorted?: { by: string; descending: boolean };
  onSort?: (by: string) => void;
};

export function Table<T>(props: TableProps<T>) {
  const { caption, columns, rows, keyOf, empty, sorted, onSort } = props;
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  return (
    <div class="hds-table-container">
      <table class="hds-table hds-table--light hds-table--dense cards">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr class="hds-table__header-row">
            {columns.map((column) => (
              <HeaderCell key={column.title} column={column} sorted={sorted} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody class="hds-table__content">
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ title, cell }) => (
                <td key={title} data-title={title}>
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

type HeaderCellProps<T> = {
  column: Column<T>;
  sorted: TableProps<T>['sorted'] | undefined;
  onSort: TableProps<T>['onSort'] | undefined;
};

function HeaderCell<T>({ column, sorted, onSort }: HeaderCellProps<T>) {
  const { title, sort } = column;
  if (sort === undefined || onSort === undefined) return <th scope="col">{title}</th>;
  const now = sorted?.by === sort;
  const order = now ? (sorted.descending ? 'descending' : 'ascending') : 'none';
  return (
    <th scope="col" aria-sort={order}>
      <button type="button" class="sort" onClick={() => onSort(sort)}>
        {title}
        <span aria-hidden="true">{now ? (sorted.descending ? ' ↓' : ' ↑') : ' ↕'}</span>
      </button>
    </th>
  );
}

type PagesProps = {
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  children?: ComponentChildren;
};

/** Links to the previous and next page; nothing if there is only one. */
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

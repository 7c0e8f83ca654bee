/** Sorts a list where its header is not shown: on a phone, where rows are cards. */
import { useTexts } from '../language.tsx';
import { listTexts } from '../texts/lists.ts';
import { SelectField } from './field.tsx';
import type { Column } from './table.tsx';

type SortFieldProps = {
  columns: readonly Pick<Column<unknown>, 'title' | 'sort' | 'also'>[];
  sorted: { by: string; descending: boolean };
  onSort: (sorted: { by: string; descending: boolean }) => void;
};

export function SortField({ columns, sorted, onSort }: SortFieldProps) {
  const text = useTexts(listTexts);
  const orders = columns.flatMap(({ title, sort, also }) => [
    ...(sort === undefined ? [] : [{ title, sort }]),
    ...(also ? [also] : []),
  ]);
  const options = orders.flatMap(({ title, sort }) => [
    [sort, text.ascending(title)] as const,
    [`-${sort}`, text.descending(title)] as const,
  ]);
  return (
    <div class="sort-field">
      <SelectField
        name="sort"
        label={text.sort}
        value={`${sorted.descending ? '-' : ''}${sorted.by}`}
        required
        options={options}
        onChange={(value) =>
          onSort({ by: value.replace(/^-/, ''), descending: value.startsWith('-') })
        }
      />
    </div>
  );
}

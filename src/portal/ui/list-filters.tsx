/** The filters above a list: the usual ones, further ones on demand, and a button that clears all. */
import type { ComponentChildren } from 'preact';
import { useTexts } from '../language.tsx';
import { listTexts } from '../texts/lists.ts';
import { Button } from './button.tsx';

type ListFiltersProps = {
  children: ComponentChildren;
  more?: ComponentChildren;
  /** How many of the further filters are set. */
  further?: number;
  /** Undefined when no filter is set. */
  onClear: (() => void) | undefined;
};

export function ListFilters({ children, more, further = 0, onClear }: ListFiltersProps) {
  const text = useTexts(listTexts);
  return (
    <search class="filters">
      <div class="form-row">{children}</div>
      {more && (
        <details open={further > 0}>
          <summary>
            {text.moreFilters}
            {further > 0 && ` (${further})`}
          </summary>
          <div class="form-row">{more}</div>
        </details>
      )}
      {onClear && (
        <Button kind="supplementary" small onClick={onClear}>
          {text.clearFilters}
        </Button>
      )}
    </search>
  );
}

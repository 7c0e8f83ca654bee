/** The filters above a list; a button folds the further ones, and on a phone all of them. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useTexts } from '../language.tsx';
import { listTexts } from '../texts/lists.ts';
import { useNarrow } from '../use-narrow.ts';
import { Button } from './button.tsx';

type ListFiltersProps = {
  /** A search field, which is never folded. */
  search?: ComponentChildren;
  children: ComponentChildren;
  /** Filters that are folded on every screen. */
  more?: ComponentChildren;
  /** How many filters are set, and how many of them are among the further ones. */
  set: number;
  further?: number;
  /** Undefined when no filter is set. */
  onClear: (() => void) | undefined;
};

export function ListFilters(props: ListFiltersProps) {
  const { search, children, more, set, further = 0, onClear } = props;
  const text = useTexts(listTexts);
  const narrow = useNarrow();
  const [open, setOpen] = useState(further > 0 && !narrow);
  const buttons = (
    <div class="buttons tight whole-row">
      {(narrow || more) && (
        <button type="button" class="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span aria-hidden="true">{open ? '▾' : '▸'}</span>{' '}
          {narrow ? text.filters(set) : text.moreFilters(further)}
        </button>
      )}
      {onClear && (
        <Button kind="supplementary" small onClick={onClear}>
          {text.clearFilters}
        </Button>
      )}
    </div>
  );
  return (
    <search class="filters form-row">
      {search}
      {narrow && buttons}
      {(open || !narrow) && children}
      {!narrow && (more || onClear) && buttons}
      {open && more}
    </search>
  );
}

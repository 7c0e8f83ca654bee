/** Rows of a list that somebody ticks, and what can be done with all of them. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useTexts } from '../language.tsx';
import { listTexts } from '../texts/lists.ts';
import { Button } from './button.tsx';

export type Selection<T> = {
  rows: readonly T[];
  has(key: string): boolean;
  choose(key: string, chosen: boolean): void;
  chooseAll(chosen: boolean): void;
  nameOf(row: T): string;
};

type Given<T> = { keyOf: (row: T) => string; nameOf: (row: T) => string };

/** @param shown the rows of the page; only they can be selected, so that nothing unseen is changed */
export function useSelection<T>(shown: readonly T[], { keyOf, nameOf }: Given<T>): Selection<T> {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const page = shown.map(keyOf).join();
  useEffect(() => setKeys(new Set()), [page]);
  return {
    rows: shown.filter((row) => keys.has(keyOf(row))),
    has: (key) => keys.has(key),
    choose: (key, chosen) =>
      setKeys((before) => new Set([...before, key].filter((each) => chosen || each !== key))),
    chooseAll: (chosen) => setKeys(new Set(chosen ? shown.map(keyOf) : [])),
    nameOf,
  };
}

type SelectionBarProps<T> = {
  selection: Selection<T>;
  shown: number;
  /** How many rows the list has, in words. */
  total: string;
  /** What else can be done with the list. */
  beside?: ComponentChildren;
  children: ComponentChildren;
};

/** Above the table: how many rows there are and are selected, and the buttons for them. */
export function SelectionBar<T>(props: SelectionBarProps<T>) {
  const { selection, shown, total, beside, children } = props;
  const text = useTexts(listTexts);
  const count = selection.rows.length;
  return (
    <div class="selection">
      <p role="status">{total}</p>
      {shown > 0 && (
        <Button kind="supplementary" small onClick={() => selection.chooseAll(count < shown)}>
          {count < shown ? text.selectAll(shown) : text.selectNone}
        </Button>
      )}
      <span role="status">{count > 0 && text.selected(count)}</span>
      {count > 0 ? <div class="buttons">{children}</div> : beside}
    </div>
  );
}

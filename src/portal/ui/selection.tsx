/**
 * Rows of a list that somebody ticks, and what can be done with all of them. Rows that are about to
 * be replaced cannot be ticked: the tick would be lost with them.
 */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useTexts } from '../language.tsx';
import { useOutdated } from '../load.tsx';
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

const none: ReadonlySet<string> = new Set();

/** @param shown the rows of the page; only they can be selected, so that nothing unseen is changed */
export function useSelection<T>(shown: readonly T[], { keyOf, nameOf }: Given<T>): Selection<T> {
  const page = shown.map(keyOf).join();
  const [ticked, setTicked] = useState<{ page: string; keys: ReadonlySet<string> }>();
  const keysOf = (of: typeof ticked) => (of?.page === page ? of.keys : none);
  const keys = keysOf(ticked);
  return {
    rows: shown.filter((row) => keys.has(keyOf(row))),
    has: (key) => keys.has(key),
    choose: (key, chosen) =>
      setTicked((before) => ({
        page,
        keys: new Set([...keysOf(before), key].filter((each) => chosen || each !== key)),
      })),
    chooseAll: (chosen) => setTicked({ page, keys: new Set(chosen ? shown.map(keyOf) : []) }),
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
  const outdated = useOutdated();
  const count = selection.rows.length;
  return (
    <div class="selection">
      <p role="status">{total}</p>
      {shown > 0 && (
        <Button
          kind="supplementary"
          small
          busy={outdated}
          onClick={() => selection.chooseAll(count < shown)}
        >
          {count < shown ? text.selectAll(shown) : text.selectNone}
        </Button>
      )}
      <span role="status">{count > 0 && text.selected(count)}</span>
      {count > 0 ? <div class="buttons">{children}</div> : beside}
    </div>
  );
}

/** The buttons for the selected rows, and the dialog of the one that was pressed. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { type BulkAction, BulkDialog } from './bulk-dialog.tsx';
import { Button } from './button.tsx';
import { type Selection, SelectionBar } from './selection.tsx';

type BulkProps<T> = {
  selection: Selection<T>;
  shown: number;
  total: string;
  beside?: ComponentChildren;
  actions: readonly BulkAction<T>[];
  /** After rows were changed: reads the list again. */
  onChanged: () => Promise<void>;
};

export function Bulk<T>({ actions, onChanged, ...bar }: BulkProps<T>) {
  const { selection } = bar;
  const [asked, setAsked] = useState<{ action: BulkAction<T>; rows: readonly T[] }>();
  return (
    <>
      <SelectionBar {...bar}>
        {actions.map((action) => (
          <Button
            key={action.label}
            kind="secondary"
            small
            onClick={() => setAsked({ action, rows: selection.rows })}
          >
            {action.label}
          </Button>
        ))}
      </SelectionBar>
      {asked && (
        <BulkDialog
          {...asked}
          nameOf={selection.nameOf}
          onClose={(changed) => {
            setAsked(undefined);
            if (!changed) return;
            selection.chooseAll(false);
            onChanged();
          }}
        />
      )}
    </>
  );
}

/** One dialog for many people: lists them, changes each, and reports how many and which not. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { eachOf, type Outcome } from '../each-of.ts';
import { useTexts } from '../language.tsx';
import { useSession } from '../session.tsx';
import { listTexts } from '../texts/lists.ts';
import { problemTexts } from '../texts/problems.ts';
import { Button, type ButtonKind } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Form, type Values } from './form.tsx';
import { Note } from './note.tsx';

export type BulkAction<T> = {
  /** The menu's and the confirming button's label. */
  label: string;
  title: string;
  /** What will happen, and whether it can be undone. */
  text: string;
  kind?: ButtonKind;
  /** Whether it can be done to this row at all. */
  fits: (row: T) => boolean;
  act: (row: T, values: Values) => Promise<unknown>;
  fields?: ComponentChildren;
};

type BulkDialogProps<T> = {
  action: BulkAction<T>;
  rows: readonly T[];
  nameOf: (row: T) => string;
  /** @param changed whether anything was tried */
  onClose: (changed: boolean) => void;
};

type Run<T> = { outcomes: readonly Outcome<T>[]; over: boolean };

export function BulkDialog<T>({ action, rows, nameOf, onClose }: BulkDialogProps<T>) {
  const { notice } = useSession();
  const [run, setRun] = useState<Run<T>>();
  const stopped = useRef(false);
  useEffect(
    () => () => {
      stopped.current = true;
    },
    [],
  );
  const concerned = rows.filter(action.fits);
  const skipped = rows.filter((row) => !action.fits(row));
  async function start(values: Values) {
    setRun({ outcomes: [], over: false });
    let outcomes: readonly Outcome<T>[] = [];
    const note = (outcome: Outcome<T>) => {
      if (outcome.problem?.code === 'not_signed_in') {
        stopped.current = true;
        notice(outcome.problem);
      }
      outcomes = [...outcomes, outcome];
      setRun({ outcomes, over: false });
    };
    await eachOf(
      concerned,
      (row) => action.act(row, values),
      note,
      () => stopped.current,
    );
    setRun({ outcomes, over: true });
  }
  return (
    <Dialog
      title={run ? action.label : action.title}
      locked={run !== undefined && !run.over}
      onClose={() => onClose(run !== undefined)}
    >
      {run ? (
        <Progress
          run={run}
          all={concerned.length}
          nameOf={nameOf}
          onStop={() => {
            stopped.current = true;
          }}
          onClose={() => onClose(true)}
        />
      ) : (
        <Ask
          {...{ action, concerned, skipped, nameOf }}
          onStart={start}
          onClose={() => onClose(false)}
        />
      )}
    </Dialog>
  );
}

type AskProps<T> = Pick<BulkDialogProps<T>, 'action' | 'nameOf'> & {
  concerned: readonly T[];
  skipped: readonly T[];
  onStart: (values: Values) => Promise<void>;
  onClose: () => void;
};

function Ask<T>({ action, concerned, skipped, nameOf, onStart, onClose }: AskProps<T>) {
  const text = useTexts(listTexts);
  const left = skipped.length > 0 && (
    <>
      <p>{text.skipped(skipped.length)}</p>
      <Names of={skipped} nameOf={nameOf} />
    </>
  );
  if (concerned.length === 0)
    return (
      <>
        <p>{text.nobody}</p>
        <div class="buttons">
          <Button action="close" onClick={onClose} />
        </div>
      </>
    );
  return (
    <>
      <p>{action.text}</p>
      <p>{text.concerns(concerned.length)}</p>
      <Names of={concerned} nameOf={nameOf} />
      {left}
      <Form
        id="bulk"
        submit={action.label}
        kind={action.kind ?? 'primary'}
        onSubmit={onStart}
        onCancel={onClose}
      >
        {action.fields}
      </Form>
    </>
  );
}

function Names<T>({ of, nameOf }: { of: readonly T[]; nameOf: (row: T) => string }) {
  return (
    // Focusable, so that the keyboard can scroll it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable
    <ul class="names" tabIndex={0}>
      {of.map((row, index) => (
        <li key={index}>{nameOf(row)}</li>
      ))}
    </ul>
  );
}

type ProgressProps<T> = {
  run: Run<T>;
  all: number;
  nameOf: (row: T) => string;
  onStop: () => void;
  onClose: () => void;
};

function Progress<T>({ run: { outcomes, over }, all, nameOf, onStop, onClose }: ProgressProps<T>) {
  const text = useTexts(listTexts);
  const reasons = useTexts(problemTexts);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [over]);
  const failed = outcomes.filter(({ problem }) => problem);
  const succeeded = outcomes.length - failed.length;
  if (!over)
    return (
      <div ref={box} tabIndex={-1}>
        <progress
          max={all}
          value={outcomes.length}
          aria-label={text.progress(outcomes.length, all)}
        />
        <p role="status">{text.progress(outcomes.length, all)}</p>
        <div class="buttons">
          <Button kind="secondary" onClick={onStop}>
            {text.stop}
          </Button>
        </div>
      </div>
    );
  const left = all - outcomes.length;
  return (
    <div ref={box} tabIndex={-1} role="status">
      {succeeded > 0 && <Note kind="success">{text.succeeded(succeeded)}</Note>}
      {left > 0 && <Note>{text.stopped(left)}</Note>}
      {failed.length > 0 && (
        <Note kind="error" title={text.failed(failed.length)}>
          <ul>
            {failed.map(({ row, problem }) => (
              <li key={nameOf(row)}>
                {nameOf(row)}: {reasons[problem?.code ?? 'internal_error']}
              </li>
            ))}
          </ul>
        </Note>
      )}
      <div class="buttons">
        <Button action="close" onClick={onClose} />
      </div>
    </div>
  );
}

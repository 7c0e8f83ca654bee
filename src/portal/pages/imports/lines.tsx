/** The outcome of each row of the file, or its expected outcome in a dry run. */
import type { CheckOutcome, ShownOutcome } from '../../../policy/import-outcomes.ts';
import { useTexts } from '../../language.tsx';
import { problemTexts } from '../../texts/problems.ts';
import { wordsOf } from '../../texts/word-of.ts';
import { Table } from '../../ui/table.tsx';
import { texts } from './texts.ts';

type Line = {
  line: number;
  /** Only of a file that is checked: an import keeps nobody's name. */
  name?: string;
  outcome: CheckOutcome | ShownOutcome;
  why?: string | undefined;
};

export function Lines({ lines }: { lines: readonly Line[] }) {
  const text = useTexts(texts);
  const problems = useTexts(problemTexts);
  const words = { ...problems, ...text.faults };
  const reason = ({ why = '' }: Line) => wordsOf(words, why);
  const named = lines.some(({ name }) => name);
  return (
    <Table
      caption={text.outcome}
      rows={lines}
      keyOf={({ line }) => String(line)}
      empty={text.noLines}
      columns={[
        { title: text.line, cell: ({ line }) => line },
        ...(named ? [{ title: text.name, cell: ({ name }: Line) => name }] : []),
        { title: text.outcome, cell: ({ outcome }) => text.outcomes[outcome] },
        { title: text.why, cell: reason },
      ]}
    />
  );
}

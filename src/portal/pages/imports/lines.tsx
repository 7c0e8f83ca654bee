/** The outcome of each row of the file, or its expected outcome in a dry run. */
import type { CheckOutcome, ShownOutcome } from '../../../policy/import-outcomes.ts';
import { useTexts } from '../../language.tsx';
import { problemTexts } from '../../texts/problems.ts';
import { Table } from '../../ui/table.tsx';
import { texts } from './texts.ts';

type Line = {
  line: number;
  outcome: CheckOutcome | ShownOutcome;
  why?: string | undefined;
};

export function Lines({ lines }: { lines: readonly Line[] }) {
  const text = useTexts(texts);
  const problems = useTexts(problemTexts);
  const known = Object.entries<string>({ ...problems, ...text.faults });
  const nameOf = (code: string) => known.find(([each]) => each === code)?.[1] ?? code;
  const reason = ({ why = '' }: Line) => why.split(', ').map(nameOf).join(', ');
  return (
    <Table
      caption={text.outcome}
      rows={lines}
      keyOf={({ line }) => String(line)}
      empty={text.noLines}
      columns={[
        { title: text.line, cell: ({ line }) => line },
        { title: text.outcome, cell: ({ outcome }) => text.outcomes[outcome] },
        { title: text.why, cell: reason },
      ]}
    />
  );
}

/** Shows the lines that the service refused to move in, and what to do about each. */
import { useTexts } from '../../language.tsx';
import { problemTexts } from '../../texts/problems.ts';
import { wordOf } from '../../texts/word-of.ts';
import { Note } from '../../ui/note.tsx';
import { Table } from '../../ui/table.tsx';
import type { RefusedLine } from './send-parts.ts';
import { texts } from './texts.ts';

export function Refused({ lines }: { lines: readonly RefusedLine[] }) {
  const text = useTexts(texts);
  const problems = useTexts(problemTexts);
  if (lines.length === 0) return null;
  return (
    <Note kind="alert" title={text.refused(lines.length)} live>
      <Table
        caption={text.refused(lines.length)}
        rows={lines}
        keyOf={({ line }) => String(line)}
        empty=""
        columns={[
          { title: text.line, cell: ({ line }) => line },
          { title: text.why, cell: ({ code }) => wordOf(problems, code) },
        ]}
      />
    </Note>
  );
}

/** Shows how many people are in each bucket, who has moved in, and the lines that stay behind. */
import { buckets, comesAlong } from '../../../policy/move-in-buckets.ts';
import { useTexts } from '../../language.tsx';
import { wordsOf } from '../../texts/word-of.ts';
import { Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/heading.tsx';
import { Note } from '../../ui/note.tsx';
import { Table } from '../../ui/table.tsx';
import { type CheckedLine, expectedOf, type Wanted } from './send-parts.ts';
import { texts } from './texts.ts';

type BucketsProps = { lines: readonly CheckedLine[]; wanted: Wanted };

export function Buckets({ lines, wanted }: BucketsProps) {
  const text = useTexts(texts);
  const expected = expectedOf(lines, wanted);
  const here = expected.filter(({ isHere }) => isHere).length;
  const count = (bucket: CheckedLine['bucket']) =>
    lines.filter((line) => line.bucket === bucket).length;
  const isComplete = here === expected.length && here > 0;
  return (
    <>
      <Section title={text.result}>
        <Note
          kind={isComplete ? 'success' : 'info'}
          title={isComplete ? text.complete : text.here(here, expected.length)}
          live
        >
          {isComplete && <p>{text.here(here, expected.length)}</p>}
        </Note>
        <Facts
          rows={[
            ...buckets.map((bucket) => [text.buckets[bucket], String(count(bucket))] as const),
            [text.total, String(lines.length)],
          ]}
        />
      </Section>
      <Section title={text.lines}>
        <Staying lines={lines.filter(({ bucket }) => !comesAlong(bucket, wanted))} />
      </Section>
    </>
  );
}

function Staying({ lines }: Pick<BucketsProps, 'lines'>) {
  const text = useTexts(texts);
  const words = { ...text.reasons, ...text.faults };
  return (
    <Table
      caption={text.lines}
      rows={lines}
      keyOf={({ line }) => String(line)}
      empty={text.noLines}
      columns={[
        { title: text.line, cell: ({ line }) => line },
        { title: text.bucket, cell: ({ bucket }) => text.buckets[bucket] },
        { title: text.why, cell: ({ why = '' }) => wordsOf(words, why) },
      ]}
    />
  );
}

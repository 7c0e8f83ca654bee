/** Sends a file part by part, to check its people or to move them in. */
import type { Output, SentBody } from '../../../api.ts';
import { comesAlong } from '../../../policy/move-in-buckets.ts';
import { type FilePart, partsOf } from '../../../policy/people-file.ts';
import { client } from '../../session.tsx';

export type CheckedLine = Output<'checkMoveIn'>['lines'][number];
export type Mapping = SentBody<'checkMoveIn'>['mapping'];
export type Wanted = NonNullable<SentBody<'moveIn'>['wanted']>;
export type Asked = { text: string; mapping: Mapping; wanted: Wanted };

export type RefusedLine = { line: number; code: string };

type Progress = (done: number, total: number) => void;

/** Lines that share an address or an id across parts are conflicts. @returns all lines in order */
export async function checkParts(
  { text, mapping }: Asked,
  progress: Progress,
): Promise<CheckedLine[]> {
  const parts = partsOf(text);
  const lines: CheckedLine[] = [];
  for (const [index, part] of parts.entries()) {
    progress(index, parts.length);
    const checked = await client.checkMoveIn({ body: { text: part.text, mapping } });
    for (const line of checked.lines) lines.push({ ...line, line: numberIn(part, line.line) });
  }
  const repeated = repeatedIn(lines);
  return lines.map((line) =>
    repeated.has(line.line) && line.bucket !== 'conflict'
      ? { ...line, bucket: 'conflict', why: 'address_repeated' }
      : line,
  );
}

/** @param checked the lines as checked before @returns the lines that were refused */
export async function moveParts(
  { text, mapping, wanted }: Asked,
  checked: readonly CheckedLine[],
  progress: Progress,
): Promise<RefusedLine[]> {
  const parts = partsOf(text);
  const repeated = repeatedIn(checked);
  const refused: RefusedLine[] = [];
  for (const [index, part] of parts.entries()) {
    progress(index, parts.length);
    const here = checked
      .map(({ line }) => line)
      .filter((line) => repeated.has(line) && isIn(part, parts[index + 1], line))
      .map((line) => line - part.firstLine + 1);
    const body = { text: part.text, mapping, wanted, repeated: here };
    const { lines } = await client.moveIn({ body });
    for (const { line, outcome, code = '' } of lines)
      if (outcome === 'refused') refused.push({ line: numberIn(part, line), code });
  }
  return refused;
}

export const expectedOf = (lines: readonly CheckedLine[], wanted: Wanted): CheckedLine[] =>
  lines.filter(({ bucket }) => comesAlong(bucket, wanted));

const numberIn = ({ firstLine }: FilePart, line: number): number => firstLine + line - 1;

const isIn = (part: FilePart, next: FilePart | undefined, line: number): boolean =>
  line >= part.firstLine && (next === undefined || line < next.firstLine);

/** @returns the lines that share a mark with another line */
function repeatedIn(lines: readonly CheckedLine[]): Set<number> {
  const counts = new Map<string, number>();
  for (const mark of lines.flatMap(({ marks }) => marks))
    counts.set(mark, (counts.get(mark) ?? 0) + 1);
  const shared = lines.filter(({ marks }) => marks.some((mark) => (counts.get(mark) ?? 0) > 1));
  return new Set(shared.map(({ line }) => line));
}

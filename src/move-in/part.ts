/** One part of a file, as a page sends it: checked, or moved in, on its own. */
import type { Mapping } from '../policy/move-in-mapping.ts';
import { partLinesMax } from '../policy/people-file.ts';
import { Refusal } from '../policy/problems.ts';
import { logEvent } from '../store/log-event.ts';
import type { Acting } from './bring-in.ts';
import { openClassifier } from './classify-all.ts';
import { countRepeats } from './known-people.ts';
import { readSource } from './read-source.ts';
import type { Wanted } from './report.ts';
import { addTo, type LineOutcome, moveIn, type RunDeps } from './run.ts';
import type { SourceLine } from './source-person.ts';

type Part = {
  text: string;
  mapping: Mapping;
  /** Lines that share an address or an external id with a line of another part. */
  repeated: readonly number[];
};

/** Those of `openClassifier`, and one storage request for each line. @throws Refusal invalid_input */
export async function checkPart(deps: RunDeps, part: Part, now: string) {
  const lines = linesIn(part);
  const keys = await deps.keyring.load(now);
  const mark = (kind: string, text: string) => keys.idFor(`move-in ${kind} ${text}`);
  const classified = await classifyPart(deps, part, lines, now);
  return classified.map(({ plan: _, ...line }, index) => {
    const source = lines[index];
    const person = source && 'person' in source ? source.person : undefined;
    const { email, externalId } = person ?? {};
    const marks = [email && mark('address', email), externalId && mark('id', externalId)];
    return { ...line, notes: [...line.notes], marks: marks.filter((each) => each !== undefined) };
  });
}

/**
 * Those of a check, and those of `bringIn` for each new person.
 * @returns what became of the lines that were to move in
 * @throws Refusal invalid_input
 */
export async function movePart(
  deps: RunDeps,
  { wanted, ...part }: Part & { wanted: Wanted },
  acting: Acting & { organizationId: string },
) {
  const lines = await classifyPart(deps, part, linesIn(part), acting.now);
  const done: ({ line: number } & LineOutcome)[] = [];
  const counts = { people: lines.length, movedIn: 0, refused: 0 };
  await moveIn(deps, lines, wanted, acting, ({ line }, went) => {
    addTo(counts, went);
    if (went) done.push({ line, ...went });
  });
  const { actorId, organizationId } = acting;
  await logEvent(deps, { kind: 'people_moved_in', actorId, organizationId, data: counts });
  return done.sort((a, b) => a.line - b.line);
}

function linesIn({ text }: Part): SourceLine[] {
  const lines = [...readSource(text)];
  if (lines.length <= partLinesMax) return lines;
  const message = `must have at most ${partLinesMax} people`;
  throw new Refusal('invalid_input', { faults: [{ field: 'body.text', message }] });
}

/** Lines that another part repeats count as repeated within this one. */
async function classifyPart(
  deps: RunDeps,
  { mapping, repeated }: Part,
  lines: readonly SourceLine[],
  now: string,
) {
  const elsewhere = lines.filter(({ line }) => repeated.includes(line));
  const repeats = countRepeats([...lines, ...elsewhere]);
  const classifyLines = await openClassifier(deps, mapping, repeats, now);
  return classifyLines(lines);
}

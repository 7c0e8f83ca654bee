/**
 * Checks a file of people and moves them in. A run that was interrupted anywhere is simply repeated:
 * whoever is here already stays as they are, so that the result is the same.
 */
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { comesAlong, type MoveInOutcome } from '../policy/move-in-buckets.ts';
import type { Mapping } from '../policy/move-in-mapping.ts';
import { Refusal } from '../policy/problems.ts';
import { inParallel } from '../store/in-parallel.ts';
import { logEvent } from '../store/log-event.ts';
import { gatheringRounds } from '../store/rounds.ts';
import { type Acting, bringIn, giveExternalId } from './bring-in.ts';
import type { Classified } from './classify.ts';
import { type MoveInDeps, openClassifier } from './classify-all.ts';
import { countRepeats } from './known-people.ts';
import { readSource } from './read-source.ts';
import { count, emptyReport, type Report, type Wanted } from './report.ts';
import type { SourceLine } from './source-person.ts';

export type RunDeps = MoveInDeps & Pick<Deps, 'log' | 'clock'>;

export type Ask = { text: string; mapping: Mapping; wanted: Wanted };

/** Called with each line as it is classified, or with its refusal. */
export type Watch = (line: Classified, outcome?: LineOutcome) => void;

/** With the code of a refusal. */
export type LineOutcome = { outcome: MoveInOutcome; code?: string };

/** Changes nothing. @throws Refusal invalid_input when the file cannot be read */
export async function checkPeople(
  deps: MoveInDeps,
  { text, mapping, wanted }: Ask,
  now: string,
  watch: Watch = () => {},
): Promise<Report> {
  const repeats = countRepeats(readSource(text));
  const classifyLines = await openClassifier(deps, mapping, repeats, now);
  const report = emptyReport();
  for (const batch of batchesOf(readSource(text)))
    for (const line of await classifyLines(batch)) {
      count(report, line, wanted);
      watch(line);
    }
  return report;
}

/**
 * @returns the report of a check after the run; without refusals its difference is zero
 * @throws Refusal invalid_input when the file cannot be read
 */
export async function runMoveIn(
  deps: RunDeps,
  ask: Ask,
  acting: Acting & { organizationId: string },
  watch: Watch = () => {},
): Promise<Report> {
  const { text, mapping, wanted } = ask;
  const { now, actorId, organizationId } = acting;
  const repeats = countRepeats(readSource(text));
  const classifyLines = await openClassifier(deps, mapping, repeats, now);
  const counts = { people: 0, movedIn: 0, refused: 0 };
  for (const batch of batchesOf(readSource(text)))
    await moveIn(deps, await classifyLines(batch), wanted, acting, (line, went) => {
      addTo(counts, went);
      watch(line, went);
    });
  const report = await checkPeople(deps, ask, now);
  const data = { ...counts, people: report.total };
  await logEvent(deps, { kind: 'people_moved_in', actorId, organizationId, data });
  return report;
}

type Counts = { people: number; movedIn: number; refused: number };

/** Whoever was here before the run counts as neither. */
export function addTo(counts: Counts, went: LineOutcome | undefined): void {
  if (went?.outcome === 'refused') counts.refused++;
  else if (went && went.outcome !== 'here') counts.movedIn++;
}

/** A person is on one line only, so that lines need no order; what they write goes together. */
export async function moveIn(
  deps: RunDeps,
  lines: readonly Classified[],
  wanted: Wanted,
  acting: Acting,
  watch: Watch,
): Promise<void> {
  const coming = lines.filter((line) => !line.isHere && comesAlong(line.bucket, wanted));
  await gatheringRounds(() =>
    inParallel(coming, limit.moveInPeopleAtOnceMax, async (line) =>
      watch(line, await moveInLine(deps, line, acting)),
    ),
  );
}

async function moveInLine(deps: RunDeps, line: Classified, acting: Acting): Promise<LineOutcome> {
  const { plan, bucket } = line;
  if (!plan) return { outcome: 'refused' };
  try {
    if (bucket !== 'merged') return { outcome: await bringIn(deps, plan, bucket, acting) };
    await giveExternalId(deps, plan, acting);
    return { outcome: 'merged' };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { outcome: 'refused', code: error.code };
  }
}

export function* batchesOf(lines: Iterable<SourceLine>): Generator<SourceLine[]> {
  let batch: SourceLine[] = [];
  for (const line of lines) {
    batch.push(line);
    if (batch.length < limit.moveInBatchLines) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

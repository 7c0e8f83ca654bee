/** Classifies the people of a file against what the service knows, some of them at once. */
import { rulesOf } from '../accounts/admission.ts';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import type { Mapping } from '../policy/move-in-mapping.ts';
import { inParallel } from '../store/in-parallel.ts';
import { listOrganizations } from '../store/organizations.ts';
import { type Classified, type Context, classify } from './classify.ts';
import { type Directory, findKnown, type Repeats, readDirectory } from './known-people.ts';
import type { SourceLine } from './source-person.ts';

export type MoveInDeps = Pick<Deps, 'store' | 'keyring' | 'policy'> & Parameters<typeof rulesOf>[0];

export type Classifier = (lines: readonly SourceLine[]) => Promise<Classified[]>;

/** Two storage requests, and one more for each further thousand people or organizations. */
export async function openClassifier(
  deps: MoveInDeps,
  mapping: Mapping,
  repeats: Repeats,
  now: string,
): Promise<Classifier> {
  const [directory, organizations] = await Promise.all([
    readDirectory(deps),
    listOrganizations(deps.store),
  ]);
  const context: Context = {
    mapping,
    organizations: new Map(
      organizations.map((each) => [
        each.organizationId,
        {
          isClosed: each.row.closedAt !== undefined,
          rules: rulesOf(deps, each),
          language: each.row.language,
        },
      ]),
    ),
    organizationIds: new Map(
      organizations.map(({ row, organizationId }) => [row.name.toLowerCase(), organizationId]),
    ),
    policy: deps.policy,
    now,
  };
  return (lines) => classifyAll(deps, lines, { context, directory, repeats });
}

type Given = { context: Context; directory: Directory; repeats: Repeats };

/** One storage request for each person whom the lists do not show. */
async function classifyAll(
  deps: MoveInDeps,
  lines: readonly SourceLine[],
  { context, directory, repeats }: Given,
): Promise<Classified[]> {
  const keys = await deps.keyring.load(context.now);
  const found: Classified[] = [];
  await inParallel([...lines.keys()], limit.moveInReadsAtOnceMax, async (index) => {
    const source = lines[index];
    if (!source) return;
    const known =
      'person' in source
        ? await findKnown(deps, keys, source.person, directory, repeats)
        : { userId: '' };
    found[index] = classify(source, known, context);
  });
  return found;
}

/** Puts changes that different checks must notice into one batch, which is compiled once. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inCopy, infraFolder, snapshotText, templatesIn } from '../bicep.ts';
import { findings } from '../checks/all.ts';
import { templateChecks, templateFindings } from '../checks/template.ts';
import { type Environment, type Finding, parseSnapshot } from '../snapshot.ts';
import { compiler, type Mutation } from './mutation.ts';

export type Batch = {
  environment: Environment;
  mutations: Mutation[];
  /** Changed files by name. */
  texts: Map<string, string>;
};

/** Few enough that changes seldom hide each other, many enough to compile seldom. */
const batchSize = 24;

/** @returns all mutations in as few batches as their checks allow @throws Error if a text is gone */
export async function batchesOf(
  mutations: readonly Mutation[],
  size = batchSize,
): Promise<Batch[]> {
  const batches: Batch[] = [];
  for (const mutation of mutations) {
    const original = await readFile(join(infraFolder, mutation.file), 'utf8');
    if (!original.includes(mutation.from))
      throw new Error(`${mutation.file} has no ${mutation.from}`);
    const environment = mutation.file.startsWith('dev.') ? 'dev' : 'prod';
    const open = batches.find(
      (batch) =>
        batch.environment === environment &&
        batch.mutations.length < size &&
        isFree(batch, mutation, original),
    );
    const batch = open ?? { environment, mutations: [], texts: new Map<string, string>() };
    const text = batch.texts.get(mutation.file) ?? original;
    batch.texts.set(mutation.file, text.replaceAll(mutation.from, mutation.to));
    batch.mutations.push(mutation);
    if (!open) batches.push(batch);
  }
  return batches;
}

/** A check that fails must be attributable to one change, and changes must not touch each other. */
function isFree(batch: Batch, { file, from, fails }: Mutation, original: string): boolean {
  const text = batch.texts.get(file) ?? original;
  const [check, resource] = fails.split(' @ ');
  return (
    fails !== compiler &&
    text.split(from).length === original.split(from).length &&
    batch.mutations.every((other) => {
      if (isOfTemplate(other) !== templateChecks.some(({ name }) => name === fails)) return false;
      if (other.fails === compiler) return false;
      const [otherCheck, otherResource] = other.fails.split(' @ ');
      return otherCheck !== check || (resource && otherResource && resource !== otherResource);
    })
  );
}

/** Needs only a compilation, not an evaluation with parameters. */
const isOfTemplate = ({ fails }: Mutation) => templateChecks.some(({ name }) => name === fails);

/** @returns what the checks find in a copy with the batch's changes */
async function findingsOf({ environment, mutations, texts }: Batch): Promise<Finding[]> {
  return inCopy(async (folder) => {
    for (const [file, text] of texts) await writeFile(join(folder, file), text);
    await unlock(join(folder, `${environment}.bicepparam`));
    await writeFile(join(folder, 'bicepconfig.json'), '{}');
    try {
      if (mutations.every(isOfTemplate)) return templateFindings(await templatesIn(folder));
      return findings(parseSnapshot(await snapshotText(folder, environment)), environment);
    } catch (error) {
      return [{ check: compiler, resource: environment, message: String(error) }];
    }
  });
}

/** A template without immutability policies would hide what is wrong with them. */
async function unlock(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text.replace(/^param policiesLocked = true$/m, 'param policiesLocked = false'),
  );
}

/** Changes that hide each other in a batch are tried alone. @returns those that nothing noticed */
export async function survivorsOf(batch: Batch): Promise<Mutation[]> {
  const found = await findingsOf(batch);
  const hidden = batch.mutations.filter((mutation) => !isNoticed(mutation, found));
  if (batch.mutations.length === 1) return hidden;
  const alone = await batchesOf(hidden, 1);
  const survivors: Mutation[] = [];
  for (const one of alone) survivors.push(...(await survivorsOf(one)));
  return survivors;
}

/** @returns whether the mutation's check is among the findings */
function isNoticed({ fails }: Mutation, found: readonly Finding[]): boolean {
  const [check, name] = fails.split(' @ ');
  return found.some(
    (each) => each.check === check && (name === undefined || each.resource === name),
  );
}

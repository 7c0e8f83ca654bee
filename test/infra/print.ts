/** Writes the generated files: the snapshots, and the generated parts of the documents in infra/. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { costTables, table } from '../../infra/cost.ts';
import { endCompiler } from '../support/compiler-process.ts';
import { infraFolder, snapshotText } from './bicep.ts';
import { psruleExceptions } from './checks/psrule.ts';
import { differences } from './differences.ts';
import { environments, snapshotPath } from './snapshot.ts';

/** By file, the text between `<!-- NAME -->` and `<!-- /NAME -->`. */
const parts: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'README.md': {
    differences,
    exceptions: () =>
      table(
        ['Rule', 'Exception in', 'Reason'],
        Object.entries(psruleExceptions).map(([rule, { environments, reason }]) => [
          rule,
          environments.join(', '),
          reason,
        ]),
      ),
  },
  'cost.md': { cost: costTables },
};

export const printedFiles = Object.keys(parts);

/** @returns the up-to-date text of a file in infra/ @throws Error if a part's marker is missing */
export function printed(file: string, text: string): string {
  return Object.entries(parts[file] ?? {}).reduce((done, [name, print]) => {
    const place = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
    if (!place.test(done)) throw new Error(`infra/${file} has no part <!-- ${name} -->`);
    return done.replace(place, (_, start, end) => `${start}\n${print()}\n\n${end}`);
  }, text);
}

if (import.meta.main) {
  for (const name of environments)
    await writeFile(snapshotPath(name), await snapshotText(infraFolder, name));
  await endCompiler();
  for (const file of printedFiles) {
    const path = join(infraFolder, file);
    await writeFile(path, printed(file, await readFile(path, 'utf8')));
  }
  process.stdout.write(
    `wrote ${environments.length} snapshots and parts of ${printedFiles.join(' and ')}\n`,
  );
}

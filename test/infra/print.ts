/** Writes the generated files: the snapshots, and the generated parts of infra/README.md. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { costTables, table } from '../../infra/cost.ts';
import { infraFolder, snapshotText } from './bicep.ts';
import { psruleExceptions } from './checks/psrule.ts';
import { endCompiler } from './compiler-process.ts';
import { environments, snapshotPath } from './snapshot.ts';

const readme = join(infraFolder, 'README.md');

/** The text between `<!-- NAME -->` and `<!-- /NAME -->`. */
const parts: Readonly<Record<string, () => string>> = {
  cost: costTables,
  exceptions: () =>
    table(
      ['Rule', 'Exception in', 'Reason'],
      Object.entries(psruleExceptions).map(([rule, { environments, reason }]) => [
        rule,
        environments.join(', '),
        reason,
      ]),
    ),
};

/** @returns the up-to-date README @throws Error if a part's marker is missing */
export function printed(text: string): string {
  return Object.entries(parts).reduce((done, [name, print]) => {
    const place = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
    if (!place.test(done)) throw new Error(`infra/README.md has no part <!-- ${name} -->`);
    return done.replace(place, (_, start, end) => `${start}\n${print()}\n\n${end}`);
  }, text);
}

if (import.meta.main) {
  for (const name of environments)
    await writeFile(snapshotPath(name), await snapshotText(infraFolder, name));
  await endCompiler();
  await writeFile(readme, printed(await readFile(readme, 'utf8')));
  process.stdout.write(`wrote infra/README.md and ${environments.length} snapshots\n`);
}

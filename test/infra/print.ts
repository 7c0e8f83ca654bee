/** Writes what is derived: the snapshots, and the printed parts of infra/README.md. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { costTables, table } from '../../infra/cost.ts';
import { infraFolder, snapshotText } from './bicep.ts';
import { psruleExceptions } from './checks/psrule.ts';
import { endCompiler } from './compiler-process.ts';
import { environments, snapshotPath } from './snapshot.ts';

const readme = join(infraFolder, 'README.md');

/** What stands between `<!-- NAME -->` and `<!-- /NAME -->`. */
const parts: Readonly<Record<string, () => string>> = {
  cost: costTables,
  exceptions: () =>
    table(
      ['rule', 'does not hold in', 'because'],
      Object.entries(psruleExceptions).map(([rule, { environments, reason }]) => [
        rule,
        environments.join(', '),
        reason,
      ]),
    ),
};

/** @returns the README as it should be @throws Error when the mark of a part is missing */
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

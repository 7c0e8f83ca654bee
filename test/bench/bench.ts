/**
 * `npm run bench` measures all items in one run, prints the tables, and writes them as JSON and as a
 * page into an ignored folder. `-- --quick` measures less of each, `-- --only id,id` only some items.
 * `-- --update` replaces the committed results and the tables in README.md, if all items were
 * measured in full. An item that fails does not affect the others.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startProgress } from '../support/progress.ts';
import { resultsFolder } from '../support/results-folder.ts';
import { bulk } from './bulk.ts';
import { codeFlow } from './code-flow.ts';
import { coldStart } from './cold-start.ts';
import { keycloak } from './keycloak.ts';
import { meUnderLoad } from './me-under-load.ts';
import { overload } from './overload.ts';
import { peer } from './peer.ts';
import { portal } from './portal.ts';
import { intoReadme, sectionsPage, sectionText } from './print.ts';
import { requests } from './requests.ts';
import { scale } from './scale.ts';
import { type Item, reasonOf, type Section, type Verdict, verdict } from './section.ts';
import { signIn } from './sign-in.ts';

const items: readonly Item[] = [
  signIn,
  meUnderLoad,
  overload,
  coldStart,
  peer,
  codeFlow,
  keycloak,
  requests,
  scale,
  portal,
  bulk,
];

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    update: { type: 'boolean', default: false },
  },
});
if (values.update && (values.quick || values.only !== undefined)) {
  process.stderr.write('--update needs a full run: omit --quick and --only.\n');
  process.exit(2);
}
const only = values.only?.split(',');
const unknown = only?.filter((id) => !items.some((item) => item.id === id)) ?? [];
if (unknown.length > 0) {
  const known = items.map(({ id }) => id).join(', ');
  process.stderr.write(`There is no item ${unknown.join(', ')}; there are: ${known}\n`);
  process.exit(2);
}
const chosen = items.filter(({ id }) => only?.includes(id) ?? true);

const show = startProgress();
const sections: Section[] = [];
const failures: string[] = [];
for (const [index, item] of chosen.entries()) {
  const { id, title } = item;
  process.stdout.write(`${index > 0 ? '\n' : ''}${title}\n`);
  const begun = performance.now();
  const progress = (done: number, of: number) => show((index + done / of) / chosen.length);
  try {
    const { rows, ...rest } = await item.measure({ quick: values.quick, progress });
    sections.push({
      id,
      title,
      ...rest,
      rows: rows.map((row) => ({ ...row, rough: values.quick })),
    });
  } catch (error) {
    failures.push(`${id}: ${error instanceof Error ? error.stack : error}`);
  }
  progress(1, 1);
  const took = Math.round((performance.now() - begun) / 1_000);
  process.stdout.write(` in ${took} s`);
}
process.stdout.write(`\n\n${sections.map(sectionText).join('\n\n')}\n`);
if (!values.update) writeResults(resultsFolder('bench'));
else if (failures.length === 0) {
  writeResults(import.meta.dirname);
  updateReadme();
}

const judged = (wanted: Verdict) =>
  sections.flatMap(({ id, rows }) =>
    rows
      .filter((row) => verdict(row) === wanted)
      .map((row) => {
        const reason = reasonOf(row);
        return { line: `${id}: ${row.name}${reason ? `: ${reason}` : ''}`, reason };
      }),
  );
const close = judged('close');
const missed = judged('no');
const explained = missed.filter(({ reason }) => reason !== undefined);
const broken = missed.filter(({ reason }) => reason === undefined);
const told = (title: string, all: typeof missed) =>
  all.length > 0 ? `\n${title}\n${all.map(({ line }) => line).join('\n')}\n` : '';
process.stdout.write(told('Too close to the limit for a quick run; a full one tells:', close));
process.stdout.write(told('Does not hold, for the reason in the table:', explained));
process.stdout.write(told('Does not hold:', broken));
process.stderr.write(failures.map((failure) => `\nNot measured: ${failure}\n`).join(''));
const ok = broken.length + failures.length === 0;
const others = explained.length + close.length > 0 ? 'other ' : '';
if (ok) process.stdout.write(`\nEvery ${others}limit holds.\n`);
process.exit(ok ? 0 : 1);

function machineText(): string {
  const [cpu] = cpus();
  return `${cpus().length} cores (${cpu?.model ?? 'unknown'}), Node ${process.version}`;
}

function writeResults(folder: string): void {
  const machine = machineText();
  const at = new Date().toISOString();
  const withVerdicts = sections.map((section) => ({
    ...section,
    rows: section.rows.map((row) => ({ ...row, holds: verdict(row) })),
  }));
  const results = JSON.stringify({ at, machine, sections: withVerdicts }, undefined, 2);
  writeFileSync(join(folder, 'results.json'), `${results}\n`);
  writeFileSync(join(folder, 'results.html'), sectionsPage(sections, machine));
  process.stdout.write(`\nresults in ${folder}\n`);
}

function updateReadme(): void {
  const readme = join(import.meta.dirname, 'README.md');
  writeFileSync(readme, intoReadme(readFileSync(readme, 'utf8'), sections, machineText()));
}

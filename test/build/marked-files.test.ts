/** Promise: what "To change X, open Y" in src/README.md marks ✓ does not compile when it is left out. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** A marked file, and the entry to leave out. */
type Entry = { file: string; entry: string };
const entries: readonly Entry[] = [
  { file: 'src/privacy/data-map.ts', entry: 'guardRow' },
  { file: 'src/portal/pages/organizations/texts.ts', entry: 'roles' },
  { file: 'src/policy/role-names.ts', entry: 'editor' },
  { file: 'test/samples/lifecycle.ts', entry: 'readSuspendedRun' },
  { file: 'test/samples/sessions.ts', entry: 'refresh' },
  { file: 'test/samples/timers.ts', entry: 'census' },
  { file: 'src/mail/templates.ts', entry: 'guard_stopped' },
  { file: 'test/support/mail-samples.ts', entry: 'guard_stopped' },
  { file: 'src/policy/event-names.ts', entry: 'process_changed' },
  { file: 'src/policy/signals.ts', entry: 'process_changed' },
  { file: 'src/portal/texts/problems.ts', entry: 'busy' },
  { file: 'src/openid/claims.ts', entry: 'updated_at' },
];

/** Verified by test/api and test/infra; `mail/templates.ts` takes no other e-mails. */
const elsewhere = [
  'src/api/',
  'src/http/handle-*.ts',
  'infra/main.bicep',
  'src/policy/mail-templates.ts',
];

const copy = mkdtempSync(join(tmpdir(), 'marked-'));
const tsc = resolve('node_modules/native-typescript/bin/tsc');

/** Left out together, to compile as seldom as possible; one entry in two files would hide itself. */
const isFirst = ({ entry }: Entry, index: number) =>
  entries.findIndex((each) => each.entry === entry) === index;
const batches = [
  entries.filter(isFirst),
  entries.filter((each, index) => !isFirst(each, index)),
] as const;

const errors: string[] = [];

beforeAll(async () => {
  for (const folder of ['src', 'test'])
    cpSync(folder, join(copy, folder), {
      recursive: true,
      filter: (path) => !/\.\w+$/.test(path) || /\.tsx?$/.test(path),
    });
  cpSync('package.json', join(copy, 'package.json'));
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  for (const batch of batches) errors.push(...(await compileWithout(batch)));
});

afterAll(() => rmSync(copy, { recursive: true }));

test.each(entries)('$file without $entry', ({ file, entry }) => {
  const found = errors.filter((error) => error.startsWith(`${file}(`));
  expect(found.filter((error) => error.includes(entry))).not.toEqual([]);
});

/** @returns the errors in these files and in what they import */
async function compileWithout(batch: readonly Entry[]): Promise<string[]> {
  for (const { file, entry } of batch) {
    const whole = readFileSync(file, 'utf8');
    const lines = new RegExp(`^( +)${entry}: .*\\n(\\1 .*\\n|\\1[)}\\]].*\\n)*`, 'm');
    const lacking = whole.replace(lines, '');
    expect(lacking).not.toBe(whole);
    writeFileSync(join(copy, file), lacking);
  }
  const { compilerOptions } = JSON.parse(readFileSync('tsconfig.json', 'utf8'));
  const project = { compilerOptions, files: batch.map(({ file }) => file) };
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify(project));
  const report = await new Promise<string>((done) => {
    execFile(process.execPath, [tsc, '-p', copy, '--pretty', 'false'], { cwd: copy }, (_, out) =>
      done(out),
    );
  });
  for (const { file } of batch) cpSync(file, join(copy, file));
  return report.split(/\n(?=\S)/);
}

test('every marked file is verified', () => {
  const [, table = ''] = readFileSync('src/README.md', 'utf8').split('## To change X, open Y');
  const marked = [...table.matchAll(/`([^`]+)` ✓/g)].map(([, path = '']) =>
    /^(test|infra)\//.test(path) ? path : `src/${path}`,
  );
  const verified = [...entries.flatMap(({ file }) => [file, `${dirname(file)}/`]), ...elsewhere];
  expect(marked.filter((path) => !verified.includes(path))).toEqual([]);
});

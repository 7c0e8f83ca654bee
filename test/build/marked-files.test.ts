/** Promise: what "To change X, open Y" in src/README.md marks ✓ does not compile when it is left out. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** A marked file, and the entry to leave out. */
const entries: readonly { file: string; entry: string }[] = [
  { file: 'src/privacy/data-map.ts', entry: 'guardRow' },
  { file: 'src/portal/pages/organizations/texts.ts', entry: 'roles' },
  { file: 'src/policy/role-names.ts', entry: 'editor' },
  { file: 'test/support/route-samples.ts', entry: 'readSuspendedRun' },
  { file: 'src/mail/templates.ts', entry: 'guard_stopped' },
  { file: 'test/support/mail-samples.ts', entry: 'guard_stopped' },
  { file: 'src/policy/event-names.ts', entry: 'process_changed' },
  { file: 'src/policy/signals.ts', entry: 'process_changed' },
  { file: 'src/portal/texts/problems.ts', entry: 'busy' },
  { file: 'src/openid/claims.ts', entry: 'updated_at' },
];

/** Verified by test/api, test/faults and test/infra; `mail/templates.ts` takes no other e-mails. */
const elsewhere = [
  'src/api/',
  'src/http/handle-*.ts',
  'test/faults/samples-*.ts',
  'test/faults/samples-timers.ts',
  'infra/main.bicep',
  'src/policy/mail-templates.ts',
];

const copy = mkdtempSync(join(tmpdir(), 'marked-'));
const tsc = resolve('node_modules/native-typescript/bin/tsc');

beforeAll(() => {
  for (const folder of ['src', 'test'])
    cpSync(folder, join(copy, folder), {
      recursive: true,
      filter: (path) => !/\.\w+$/.test(path) || /\.tsx?$/.test(path),
    });
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
});

afterAll(() => rmSync(copy, { recursive: true }));

test.each(entries)('$file without $entry', async ({ file, entry }) => {
  const whole = readFileSync(file, 'utf8');
  const lacking = whole.replace(new RegExp(`^ +${entry}: .*\\n`, 'm'), '');
  expect(lacking).not.toBe(whole);
  writeFileSync(join(copy, file), lacking);
  const errors = await compile(file);
  writeFileSync(join(copy, file), whole);
  const found = errors.filter((error) => error.startsWith(`${file}(`));
  expect(found.filter((error) => error.includes(entry))).not.toEqual([]);
});

/** @returns the errors in the file and in what it imports */
async function compile(file: string): Promise<string[]> {
  const { compilerOptions } = JSON.parse(readFileSync('tsconfig.json', 'utf8'));
  const project = { compilerOptions, files: [file] };
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify(project));
  const report = await new Promise<string>((done) => {
    execFile(process.execPath, [tsc, '-p', copy, '--pretty', 'false'], { cwd: copy }, (_, out) =>
      done(out),
    );
  });
  return report.split(/\n(?=\S)/);
}

test('every marked file is verified', () => {
  const [, table = ''] = readFileSync('src/README.md', 'utf8').split('## To change X, open Y');
  const marked = [...table.matchAll(/`([^`]+)` ✓/g)].map(([, path = '']) =>
    /^(test|infra)\//.test(path) ? path : `src/${path}`,
  );
  const verified = [...entries.map(({ file }) => file), ...elsewhere];
  expect(marked.filter((path) => !verified.includes(path))).toEqual([]);
});

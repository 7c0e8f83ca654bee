/** What the real Bicep compiler makes of infra/, or of a changed copy of it. */
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { askCompiler } from '../support/compiler-process.ts';

const root = join(import.meta.dirname, '..', '..');

export const infraFolder = join(root, 'infra');

/** Placeholders, so that names derived from ids are the same on every machine. */
const deployment = {
  tenantId: '00000000-0000-0000-0000-000000000000',
  subscriptionId: '00000000-0000-0000-0000-000000000000',
  location: 'swedencentral',
};

/** Within the test runner, all ask the same compiler. */
const ask = process.env['VITEST']
  ? (await import('../support/ask-supplies.ts')).askBicep
  : askCompiler;

const contents = z.object({ contents: z.string() });
const compiled = z.object({ contents: z.string(), diagnostics: z.array(z.unknown()) });
const parameters = z.object({ parameters: z.string() });
const snapshot = z.object({ snapshot: z.string() });
const made = z.looseObject({ outputs: z.record(z.string(), z.unknown()) });

/** @returns the template, and what compiler and linter complain about */
export async function compile(
  file: string,
  folder = infraFolder,
): Promise<z.infer<typeof compiled>> {
  return compiled.parse(await ask('bicep/compile', { path: join(folder, file) }));
}

/** @returns the compiled templates of a folder @throws Error if one does not compile */
export async function templatesIn(folder: string): Promise<{ main: unknown; policy: unknown }> {
  const [main, policy] = [
    await compile('main.bicep', folder),
    await compile('policy.bicep', folder),
  ];
  return { main: JSON.parse(main.contents), policy: JSON.parse(policy.contents) };
}

/** @returns the file's text as the compiler would format it */
export async function formatted(file: string): Promise<string> {
  const path = join(infraFolder, file);
  return contents.parse(await ask('bicep/format', { path })).contents;
}

/** @param name dev or prod @returns the values of its parameter file */
export async function parameterText(name: string): Promise<string> {
  const asked = { path: join(infraFolder, `${name}.bicepparam`), parameterOverrides: {} };
  return parameters.parse(await ask('bicep/compileParams', asked)).parameters;
}

/**
 * Outputs are sorted, because the compiler lists them in varying order.
 * @param name dev or prod
 * @returns the text of the snapshot that its parameter file evaluates to
 */
export async function snapshotText(
  folder: string,
  name: string,
  resourceGroup = `accounts-${name}`,
): Promise<string> {
  const path = join(folder, `${name}.bicepparam`);
  const metadata = { ...deployment, resourceGroup };
  const answer = snapshot.parse(await ask('bicep/getSnapshot', { path, metadata }));
  const content = made.parse(JSON.parse(answer.snapshot));
  const outputs = Object.entries(content.outputs).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ ...content, outputs: Object.fromEntries(outputs) }, null, 2)}\n`;
}

/** Runs `use` in a temporary copy of infra/. */
export async function inCopy<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'infra-'));
  try {
    await cp(infraFolder, folder, { recursive: true });
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns the relative paths of all Bicep and parameter files in a folder */
export async function bicepFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => /\.bicep(param)?$/.test(name)).sort();
}

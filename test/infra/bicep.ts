/** Runs the real Bicep compiler, in a copy of infra/ if it writes files. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { bicepProgram } from '../../src/build/bicep-compiler.ts';

const root = join(import.meta.dirname, '..', '..');
const runTimeoutMs = 120_000;

export const infraFolder = join(root, 'infra');

/** Placeholders, so that names derived from ids are the same on every machine. */
const deployment = [
  ['--tenant-id', '00000000-0000-0000-0000-000000000000'],
  ['--subscription-id', '00000000-0000-0000-0000-000000000000'],
  ['--location', 'swedencentral'],
].flat();

const run = promisify(execFile);
let compiler: Promise<string> | undefined;

/** @returns the compiler's output @throws Error with the compiler's message */
export async function bicep(folder: string, ...args: string[]): Promise<string> {
  compiler ??= bicepProgram();
  const program = await compiler;
  try {
    const options = { cwd: folder, timeout: runTimeoutMs, maxBuffer: 64 * 1024 * 1024 };
    const { stdout, stderr } = await run(program, args, options);
    return stdout + stderr;
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    throw new Error(`bicep ${args.join(' ')}\n${output || String(error)}`);
  }
}

/**
 * Writes the snapshot of a parameter file beside it. Outputs are sorted, because the compiler lists
 * them in varying order.
 * @param name dev or prod
 * @returns the text of the snapshot
 */
export async function snapshotText(folder: string, name: string): Promise<string> {
  const wanted = ['--mode', 'overwrite', '--resource-group', `accounts-${name}`, ...deployment];
  await bicep(folder, 'snapshot', `${name}.bicepparam`, ...wanted);
  const file = join(folder, `${name}.snapshot.json`);
  const made = z.looseObject({ outputs: z.record(z.string(), z.unknown()) });
  const content = made.parse(JSON.parse(await readFile(file, 'utf8')));
  const outputs = Object.entries(content.outputs).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = `${JSON.stringify({ ...content, outputs: Object.fromEntries(outputs) }, null, 2)}\n`;
  await writeFile(file, text);
  return text;
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

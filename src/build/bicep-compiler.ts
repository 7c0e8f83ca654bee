/** Finds the Bicep compiler: the one on PATH if its version matches, else the one in `.cache`. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const packageName = 'Azure.Bicep.CommandLine.linux-x64';
const cache = join(import.meta.dirname, '..', '..', '.cache');
const fetchTimeoutMs = 600_000;

/** Other versions format, lint and evaluate slightly differently, so they are ignored. */
export const bicepVersion = '0.49.2';

const folder = join(cache, 'bicep', bicepVersion);
const program = join(folder, 'bicep');

/** @returns the command to run @throws Error with an instruction if there is no compiler */
export async function bicepProgram(): Promise<string> {
  const onPath = await run('bicep', ['--version']).catch(() => ({ stdout: '' }));
  if (onPath.stdout.includes(` ${bicepVersion} `)) return 'bicep';
  if (existsSync(program)) return program;
  throw new Error(
    `The Bicep compiler is missing: npm run tools, or put bicep ${bicepVersion} on PATH.`,
  );
}

/** Downloads to a temporary folder, then renames, so that no process sees a partial file. */
export async function fetchBicep(): Promise<void> {
  await mkdir(folder, { recursive: true });
  const fetched = await mkdtemp(join(cache, 'bicep-'));
  try {
    const wanted = `${packageName}@${bicepVersion}`;
    const args = ['package', 'download', wanted, '--output', fetched];
    await run('dotnet', args, { timeout: fetchTimeoutMs });
    const file = join(fetched, packageName.toLowerCase(), bicepVersion, 'tools', 'bicep');
    await chmod(file, 0o755);
    await rename(file, program);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Error(
      `The Bicep compiler is missing: install bicep ${bicepVersion}, or the .NET SDK 10 so that it can be fetched (${reason}).`,
    );
  } finally {
    await rm(fetched, { recursive: true, force: true });
  }
}

/**
 * Stands in for az, gh, azd, npm and curl while a block of a document is executed: it refuses a
 * wrong call, and answers like the tool.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseSmokeOptions } from '../../src/build/smoke/options.ts';
import { parseVerifyOptions } from '../../src/local/verify-options.ts';
import { isToolName, parseCall } from './cli-call.ts';

/** The key in the vault, and the one that an operator types. */
export const knownKey = Buffer.alloc(32, 1).toString('base64');

/** A call as the shell makes it. */
export type ShellCall = {
  tool: string;
  args: readonly string[];
  folder: string;
  env: Readonly<Record<string, string>>;
};

/** @returns what the tool prints @throws Error saying what is wrong with the call */
export function answer(call: ShellCall): string {
  const { tool, args, folder } = call;
  if (isToolName(tool)) return answerCli(call, tool);
  if (tool === 'npm') checkNpm(call);
  if (tool === 'azd' && (args.join(' ') !== 'up' || !existsSync(join(folder, 'azure.yaml'))))
    throw new Error('only azd up is known, beside azure.yaml');
  return '';
}

function answerCli({ args, folder }: ShellCall, tool: 'az' | 'gh'): string {
  const { command, flags } = parseCall(tool, args);
  const [template] = flags['--template-file'] ?? [];
  if (template !== undefined) checkDeployment(folder, template, flags['--parameters'] ?? []);
  for (const file of flags['--src'] ?? [])
    if (!existsSync(join(folder, file))) throw new Error(`${file} does not exist`);
  const asked = /^properties\.outputs\.(\w+)\.value$/.exec(flags['--query']?.[0] ?? '')?.[1];
  if (asked !== undefined) return outputOf(folder, flags['--name']?.[0] ?? '', asked);
  return command === 'keyvault secret show' ? knownKey : 'sample';
}

/** @throws Error if a file is missing, or sets a parameter that the template does not have */
function checkDeployment(folder: string, template: string, given: readonly string[]): void {
  const parameters = (file: string) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/^param (\w+)/gm)].map(([, own]) => own);
  const set = given.flatMap((each) => /^(\w+)=/.exec(each)?.[1] ?? parameters(each));
  const unknown = set.filter((each) => !parameters(template).includes(each));
  if (unknown.length > 0) throw new Error(`${template} has no parameter ${unknown.join(', ')}`);
}

/** A deployment is named after its template. */
function outputOf(folder: string, deployment: string, output: string): string {
  const template = readFileSync(join(folder, 'infra', `${deployment}.bicep`), 'utf8');
  if (!new RegExp(`^output ${output} `, 'm').test(template))
    throw new Error(`infra/${deployment}.bicep has no output ${output}`);
  return output === 'publicUrl' ? 'https://accounts.example.fi' : `${output.toLowerCase()}1`;
}

function checkNpm({ args, folder, env }: ShellCall): void {
  const [verb = '', script = ''] = args;
  if (verb === 'ci') return;
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  if (verb !== 'run' || !(script in scripts)) throw new Error(`npm ${args.join(' ')} is unknown`);
  const own = args[2] === '--' ? args.slice(3) : [];
  if (script === 'package') writeFileSync(join(folder, 'accounts.zip'), '');
  if (script === 'smoke') parseSmokeOptions(own);
  if (script === 'audit:verify') checkSettings(env, parseVerifyOptions(own).storage === undefined);
  if (script === 'restore') checkSettings(env, true);
  if (own.includes('--from-copies') && !env['BACKUP_BLOB_SERVICE_URI'])
    throw new Error('--from-copies needs BACKUP_BLOB_SERVICE_URI');
}

/** @throws Error naming the settings that the program would miss */
function checkSettings(env: ShellCall['env'], needsStorage: boolean): void {
  const services = needsStorage ? ['table', 'queue', 'blob'] : [];
  const needed = services.map((service) => `AzureWebJobsStorage__${service}ServiceUri`);
  const missing = ['MASTER_KEY', ...needed].filter((name) => !env[name]);
  if (missing.length > 0) throw new Error(`missing in the environment: ${missing.join(', ')}`);
}

/** Judges a call of `az` or `gh` by the command and flag names in cli-reference.json. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const flags = z.record(z.string(), z.string());
const tool = z.object({
  version: z.string(),
  everywhere: flags,
  commands: z.record(z.string(), flags),
});

const reference = z
  .object({ az: tool, gh: tool })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'cli-reference.json'), 'utf8')));

export type ToolName = keyof typeof reference;

export const isToolName = (name: string): name is ToolName => name in reference;

/** Versions of the tools whose commands are known. */
export const toolVersions = { az: reference.az.version, gh: reference.gh.version };

/** A call, with the values of each flag under its long name. */
export type Call = {
  command: string;
  flags: Record<string, string[]>;
  positionals: string[];
};

/** Commands of `gh` that take arguments without a flag; those of `az` take none. */
const positionalsMax: Readonly<Record<string, number>> = {
  api: 1,
  'variable set': 1,
  'workflow run': 1,
};

/** @throws Error naming the unknown command or flag, or the missing value */
export function parseCall(name: ToolName, args: readonly string[]): Call {
  const { commands, everywhere } = reference[name];
  const words = args.findIndex((word) => word.startsWith('-'));
  const leading = args.slice(0, words < 0 ? args.length : words);
  const command = leading
    .map((_, i) => leading.slice(0, leading.length - i).join(' '))
    .find((candidate) => candidate in commands);
  const own = command === undefined ? undefined : commands[command];
  if (command === undefined || !own) throw new Error(`unknown command: ${leading.join(' ')}`);
  const call = readFlags(args.slice(command.split(' ').length), { ...everywhere, ...own });
  for (const [names, kind] of Object.entries(own))
    if (/ required/.test(kind) && !(longName(names) in call.flags))
      throw new Error(`${command}: ${names} is required`);
  const most = name === 'gh' ? (positionalsMax[command] ?? 0) : 0;
  if (call.positionals.length > most)
    throw new Error(`${command}: unexpected ${call.positionals.join(' ')}`);
  return { command, ...call };
}

function readFlags(args: readonly string[], known: Readonly<Record<string, string>>) {
  const flags: Call['flags'] = {};
  const positionals: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (!/^-{1,2}[a-zA-Z]/.test(arg)) {
      positionals.push(arg);
      continue;
    }
    const [names, kind] =
      Object.entries(known).find(([each]) => each.split(' ').includes(arg)) ?? [];
    if (!names || !kind) throw new Error(`unknown flag: ${arg}`);
    const values: string[] = [];
    while (values.length < mostValues(kind) && i + 1 < args.length && !isFlag(args[i + 1], known))
      values.push(args[++i] ?? '');
    checkValues(arg, values, kind);
    flags[longName(names)] = [...(flags[longName(names)] ?? []), ...values];
  }
  return { flags, positionals };
}

const isFlag = (text = '', known: Readonly<Record<string, string>>) =>
  Object.keys(known).some((names) => names.split(' ').includes(text));

function mostValues(kind: string): number {
  if (/^[+*]/.test(kind)) return Number.POSITIVE_INFINITY;
  return kind.startsWith('?') ? 1 : Number.parseInt(kind, 10);
}

function checkValues(flag: string, values: readonly string[], kind: string): void {
  if (/^[+1-9]/.test(kind) && values.length === 0) throw new Error(`${flag} needs a value`);
  if (values.includes('')) throw new Error(`${flag} has an empty value`);
  const [, choices] = kind.split(': ');
  const wrong = values.find((value) => choices && !choices.split(' ').includes(value));
  if (wrong !== undefined) throw new Error(`${flag}: ${wrong} is none of ${choices}`);
}

/** @returns `--name` for `--name -n` */
const longName = (names: string) => names.split(' ').find((each) => each.startsWith('--')) ?? names;

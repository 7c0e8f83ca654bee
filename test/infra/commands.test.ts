/**
 * Promise: each section of the operators' documents, and each step of the pipelines, runs as it is
 * written and on its own: every command, flag, parameter and output exists, and no variable is unset.
 */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { settingsShape } from '../../src/settings.ts';
import { infraFolder } from './bicep.ts';
import { parseCall, toolVersions } from './cli-call.ts';
import { documents, outcomeOf, sections, sectionsOf } from './documents.ts';
import { execute } from './execute.ts';
import { workflows } from './workflows.ts';

/** Those that the templates' parameter files or the service's programs read. */
const readVariables = new Set([
  ...Object.keys(settingsShape),
  ...globSync(`${infraFolder}/*.bicepparam`).flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/EnvironmentVariable\('(\w+)'/g)].map(
      ([, name = '']) => name,
    ),
  ),
]);

it('finds the sections of an operator', () => {
  expect(sections.length).toBeGreaterThan(10);
});

it.concurrent.each(sections)('$file: "$title" runs by itself', async ({ title }) => {
  const { ok, errors, calls } = await outcomeOf(title);
  expect(errors.replace('Master key: ', '')).toBe('');
  expect(ok).toBe(true);
  expect(calls.length).toBeGreaterThan(0);
});

it.each(documents)('$file exports only variables that something reads', ({ text }) => {
  const scripts = sectionsOf(text).map(({ script }) => script);
  const lists = [
    ...scripts.join('\n').matchAll(/\bexport (.*?)(?: +#.*)?$|^([A-Z_]+=\S+) az /gm),
  ].map(([, list, before]) => list ?? before ?? '');
  const exported = lists.flatMap((list) =>
    [...list.matchAll(/(?:^|\s)([A-Za-z_]\w*)(?==|\s*$)/g)].map(([, name = '']) => name),
  );
  expect(exported.filter((name) => !readVariables.has(name))).toEqual([]);
});

it('names commands in sentences as the Azure CLI does', () => {
  const calls = documents.flatMap(({ text }) => [...text.matchAll(/`az ([^`$]+)`/g)]);
  expect(calls.length).toBeGreaterThan(0);
  for (const [, call = ''] of calls) {
    const words = [...call.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)];
    const parse = () =>
      parseCall(
        'az',
        words.map(([, ...parts]) => parts.join('')),
      );
    // A sentence may leave out what it is about.
    if (call.includes(' -')) expect(parse, call).not.toThrow();
    else expect(parse, call).not.toThrow(/unknown|unexpected/);
  }
});

it('states the version of the CLI whose commands are known', () => {
  const [readme] = documents;
  expect(readme?.text).toContain(`Azure CLI ${toolVersions.az.replace(/\.\d+$/, '')}`);
});

describe('the pipelines', () => {
  const steps = Object.values(workflows).flatMap(({ file, jobs }) =>
    Object.entries(jobs).flatMap(([id, { steps, env }]) =>
      steps
        .map(({ run }) => ({ file, id, run, env }))
        .filter((step) => /\b(az|gh) /.test(step.run)),
    ),
  );

  it('have steps that call Azure', () => {
    expect(steps.length).toBeGreaterThanOrEqual(4);
  });

  it.concurrent.each(steps)('$file, $id: every command exists', async ({ run, env }) => {
    const given = {
      ...Object.fromEntries(Object.keys(env).map((name) => [name, 'sample'])),
      ...{ ENVIRONMENT: 'dev', RUN: '42', GITHUB_REPOSITORY: 'city/accounts' },
      ...{ GITHUB_OUTPUT: '/dev/null', GITHUB_STEP_SUMMARY: '/dev/null' },
    };
    // The stand-in does not know where a run comes from, so the comparison is left out.
    const script = run.replace(/^test "\$FROM".*$/m, 'echo "$FROM"');
    const { errors, calls } = await execute(`touch accounts.zip\n${script}`, given);
    expect(errors).toBe('');
    expect(calls.length).toBeGreaterThan(0);
  });
});

it.each([
  ['an unknown command', 'az functionapp bind', 'unknown command'],
  ['an unknown flag', 'az group create --name a --place b', 'unknown flag: --place'],
  ['a missing flag', 'az group create --name a', '--location -l is required'],
  ['a missing value', 'az group create --location b --name', '--name needs a value'],
  ['a value that is not offered', 'az account show -o csv', 'csv is none of'],
  ['an unset variable', 'az group create -l b -n $NOBODY', 'NOBODY: unbound variable'],
  [
    'an unknown parameter',
    'az deployment group create -g a -f infra/main.bicep -p nobody=1',
    'no parameter nobody',
  ],
  [
    'an unknown output',
    'az deployment group show -g a -n main --query properties.outputs.nobody.value',
    'no output nobody',
  ],
  ['an unknown script', 'npm run nothing', 'is unknown'],
  [
    'a missing package',
    'az functionapp deployment source config-zip -g a -n b --src accounts.zip',
    'does not exist',
  ],
  ['a setting that a restore needs', 'npm run restore', 'missing in the environment: MASTER_KEY'],
])('reports %s', async (_, script, message) => {
  const { ok, errors } = await execute(script);
  expect(ok).toBe(false);
  expect(errors).toContain(message);
});

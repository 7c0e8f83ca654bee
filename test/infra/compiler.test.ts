/** Promise: the real compiler accepts the committed templates, and their snapshots are current. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bicepVersion } from '../../src/build/bicep-compiler.ts';
import { euRegions } from '../../src/policy/regions.ts';
import { masterKey } from '../support/compiler-process.ts';
import {
  bicepFiles,
  compile,
  formatted,
  inCopy,
  infraFolder,
  parameterText,
  snapshotText,
  templatesIn,
} from './bicep.ts';
import { templateFindings } from './checks/template.ts';
import { printed, printedFiles } from './print.ts';
import { at, committedText, environments, isRecord } from './snapshot.ts';

const compilerMs = 600_000;
const templates = ['main.bicep', 'pipeline.bicep', 'policy.bicep'] as const;
const recentVersions = 'use-recent-api-versions';

const linterConfig = async (folder: string): Promise<unknown> =>
  JSON.parse(await readFile(join(folder, 'bicepconfig.json'), 'utf8'));

describe('the compiler', { timeout: compilerMs }, () => {
  it.each(templates)('builds and lints %s without warnings', async (file) => {
    expect((await compile(file)).diagnostics).toEqual([]);
  });

  it('treats every core rule as an error, except one whose answer changes with its version', async () => {
    const rules = at(await linterConfig(infraFolder), 'analyzers.core.rules');
    const levels = Object.entries(isRecord(rules) ? rules : {}).map(
      ([name, rule]) => `${name} ${at(rule, 'level')}`,
    );
    expect(levels.length).toBeGreaterThan(40);
    expect(levels.filter((level) => !level.endsWith(' error'))).toEqual([`${recentVersions} off`]);
  });

  it('finds the newest API versions that it knows, so that only its update can ask for newer ones', async () => {
    const diagnostics = await inCopy(async (folder) => {
      const config = JSON.stringify(await linterConfig(folder));
      const strict = config.replace('{"level":"off"', '{"level":"error"');
      expect(strict).not.toBe(config);
      await writeFile(join(folder, 'bicepconfig.json'), strict);
      return Promise.all(templates.map(async (file) => (await compile(file, folder)).diagnostics));
    });
    expect(diagnostics.flat()).toEqual([]);
  });

  it('is suppressed only where its types lack what Azure documents', async () => {
    const texts = (await bicepFiles(infraFolder)).map(async (file) => [
      file,
      await readFile(join(infraFolder, file), 'utf8'),
    ]);
    const overruled = (await Promise.all(texts)).flatMap(([file, text = '']) =>
      [...text.matchAll(/#disable-next-line (\S+)/g)].map((match) => `${file}: ${match[1]}`),
    );
    expect([...new Set(overruled)].sort()).toEqual([
      `modules/diagnostics.bicep: ${recentVersions}`,
      'modules/function-app.bicep: BCP037',
    ]);
  });

  it('is the version that documents and pipelines install for az', async () => {
    const root = join(infraFolder, '..');
    const workflows = join(root, '.github', 'workflows');
    const files = [
      join(infraFolder, 'README.md'),
      ...(await readdir(workflows)).map((name) => join(workflows, name)),
    ];
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    const installed = texts.flatMap((text) =>
      [...text.matchAll(/az bicep install(?: --version (\S+))?/g)].map((match) => match[1]),
    );
    expect(installed.length).toBeGreaterThan(1);
    expect(new Set(installed)).toEqual(new Set([`v${bicepVersion}`]));
  });

  it('finds every file formatted', async () => {
    const files = await bicepFiles(infraFolder);
    expect(files).toContain('modules/storage.bicep');
    const texts = files.map(async (file) => ({
      file,
      before: await readFile(join(infraFolder, file), 'utf8'),
      after: await formatted(file),
    }));
    const changed = (await Promise.all(texts)).filter(({ before, after }) => before !== after);
    expect(changed.map(({ file }) => file)).toEqual([]);
  });

  it.each(environments)(
    'evaluates %s.bicepparam to the committed snapshot, and writes no secret into it',
    async (name) => {
      expect(await parameterText(name)).toContain(masterKey);
      const made = await snapshotText(infraFolder, name);
      expect(made, 'run npm run infra:print and look at the difference').toBe(committedText(name));
      expect(made).not.toContain(masterKey);
      expect(made).toContain("parameters('secrets')['master-key']");
    },
  );
});

describe('the templates', { timeout: compilerMs }, () => {
  const compiled = new Map<string, unknown>();
  beforeAll(async () => {
    for (const file of templates) compiled.set(file, JSON.parse((await compile(file)).contents));
  }, compilerMs);

  it('keep every promise that only they show', async () => {
    expect(templateFindings(await templatesIn(infraFolder))).toEqual([]);
  });

  it('allow exactly the regions that the app allows', () => {
    const template = compiled.get('main.bicep');
    expect(
      at(template, 'definitions._1.euRegion') ?? at(template, 'parameters.location'),
    ).toBeDefined();
    expect(new Set(allowedRegions(template))).toEqual(euRegions);
    expect(new Set(list(at(compiled.get('policy.bicep'), 'variables.euRegions')))).toEqual(
      euRegions,
    );
  });

  it('describe each parameter, and mark the required ones', () => {
    const parameters = [...compiled.values()].flatMap(parametersOf);
    expect(parameters.length).toBeGreaterThan(80);
    for (const { name, parameter } of parameters) {
      const text = String(at(parameter, 'metadata.description'));
      const optional =
        at(parameter, 'defaultValue') !== undefined || at(parameter, 'nullable') === true;
      const must = optional ? 'Optional. ' : 'Required. ';
      expect(text.startsWith(must), `${name}: ${text}`).toBe(true);
    }
  });
});

it.each(printedFiles)('the generated parts of infra/%s are up to date', async (file) => {
  const text = await readFile(join(infraFolder, file), 'utf8');
  expect(text, 'run npm run infra:print').toBe(printed(file, text));
});

/** @returns the parameters of a template and all its modules */
function parametersOf(template: unknown): { name: string; parameter: unknown }[] {
  const own = at(template, 'parameters');
  const resources = at(template, 'resources');
  const inner = isRecord(resources) ? Object.values(resources) : list(resources);
  return [
    ...Object.entries(isRecord(own) ? own : {}).map(([name, parameter]) => ({ name, parameter })),
    ...inner.flatMap((resource) => {
      const nested = at(resource, 'properties.template');
      return nested === undefined ? [] : parametersOf(nested);
    }),
  ];
}

function allowedRegions(template: unknown): unknown[] {
  const definitions = at(template, 'definitions');
  const lists = Object.values(isRecord(definitions) ? definitions : {}).flatMap((definition) => [
    definition,
    ...Object.values(isRecord(definition) ? definition : {}),
  ]);
  return lists
    .map((definition) => list(at(definition, 'allowedValues')))
    .filter((values) => values.includes('westeurope'))
    .flat();
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * Promise: the pipelines hold no secret, run with the least permissions, and bring one package to
 * prod only after dev, after what-if and after approval.
 */
import { describe, expect, it } from 'vitest';
import { bicepVersion } from '../../src/build/bicep-compiler.ts';
import { type Job, readWorkflow, type Workflow, workflowErrors, workflows } from './workflows.ts';

const all = Object.values(workflows);
const jobs = all.flatMap((workflow) =>
  Object.entries(workflow.jobs).map(([id, job]) => ({ ...job, id, file: workflow.file })),
);
const named = (file: string, id: string): Job => {
  const job = workflows[file]?.jobs[id];
  if (!job) throw new Error(`${file} has no job ${id}`);
  return job;
};
/** @returns what GitHub replaces by the value of `name` */
const expression = (name: string) => `\${{ ${name} }}`;
const scripts = ({ steps }: Job) => steps.map(({ run }) => run).join('\n');
const signsIn = (job: Job) => job.steps.some(({ uses }) => uses?.startsWith('azure/login@'));

/** What each kind of job needs; nothing else is granted. */
const permissionsOf = (job: Job): Record<string, string> => ({
  ...(job.steps.some(({ uses }) => uses?.startsWith('actions/checkout@')) || job.uses
    ? { contents: 'read' }
    : {}),
  ...(signsIn(job) || job.uses ? { 'id-token': 'write' } : {}),
  ...(job.steps.some((step) => 'run-id' in step.with) ? { actions: 'read' } : {}),
});

it('finds the four workflows', () => {
  const files = ['check.yml', 'deploy-environment.yml', 'deploy.yml', 'rollback.yml'];
  expect(Object.keys(workflows).sort()).toEqual(files);
});

describe.each(all)('$file', (workflow: Workflow) => {
  it("is accepted by GitHub's own parser", async () => {
    expect(await workflowErrors(workflow.file, workflow.text)).toEqual([]);
  });

  it('contains no secret and asks for none', () => {
    expect(workflow.text).not.toMatch(/secrets\s*[.:[]|client-secret|creds:|password/i);
  });

  it('never runs code of a stranger with the rights of the repository', () => {
    const triggers = ['pull_request', 'push', 'workflow_call', 'workflow_dispatch'];
    expect(Object.keys(workflow.on).filter((name) => !triggers.includes(name))).toEqual([]);
  });

  it('grants nothing to all jobs, and to each job what its steps need', () => {
    expect(workflow.permissions).toEqual({});
    for (const job of Object.values(workflow.jobs))
      expect(job.permissions, JSON.stringify(job.steps)).toEqual(permissionsOf(job));
  });

  it('starts for a proposal, for main, or by hand', () => {
    const { push } = workflow.on;
    if ('push' in workflow.on) expect(push).toEqual({ branches: ['main'] });
  });

  it('puts no expression into a script, where its text would be executed', () => {
    for (const job of Object.values(workflow.jobs)) expect(scripts(job)).not.toContain('${{');
  });

  it('uses actions of GitHub and Azure only, each with its major version', () => {
    const used = Object.values(workflow.jobs).flatMap(({ steps }) =>
      steps.flatMap(({ uses }) => uses ?? []),
    );
    expect(
      used.length + Object.values(workflow.jobs).filter((job) => job.uses).length,
    ).toBeGreaterThan(0);
    expect(used.filter((name) => !/^(actions|azure)\/[\w-]+@v\d+$/.test(name))).toEqual([]);
  });

  it('leaves no credential in the checked-out files', () => {
    const checkouts = Object.values(workflow.jobs).flatMap(({ steps }) =>
      steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')),
    );
    for (const checkout of checkouts) expect(checkout.with['persist-credentials']).toBe(false);
  });

  it('ends jobs that hang', () => {
    for (const job of Object.values(workflow.jobs))
      if (!job.uses) expect(job['timeout-minutes']).toBeLessThanOrEqual(90);
  });
});

it('signs in to Azure by federation alone, and only in jobs with an environment', () => {
  const signing = jobs.filter(signsIn);
  expect(signing.map(({ file, id }) => `${file} ${id}`).sort()).toEqual([
    'deploy-environment.yml deploy',
    'deploy-environment.yml what-if',
    'rollback.yml publish',
  ]);
  for (const { environment, steps } of signing) {
    expect(environment).toMatch(/^\$\{\{ inputs\.environment \}\}(-plan)?$/);
    const login = steps.find(({ uses }) => uses?.startsWith('azure/login@'));
    expect(Object.values(login?.with ?? {})).toEqual([
      expression('vars.AZURE_CLIENT_ID'),
      expression('vars.AZURE_TENANT_ID'),
      expression('vars.AZURE_SUBSCRIPTION_ID'),
    ]);
  }
});

it('runs no package manager beside the rights to change Azure', () => {
  for (const job of jobs.filter(signsIn)) expect(scripts(job)).not.toMatch(/\bnp[mx]\b|node /);
});

it('changes Azure only behind an approval, after what-if has shown the changes', () => {
  const changing = jobs.filter((job) => /deployment group create|config-zip/.test(scripts(job)));
  expect(changing.map(({ environment }) => environment)).toEqual(
    changing.map(() => expression('inputs.environment')),
  );
  const deploying = changing.filter((job) => /deployment group create/.test(scripts(job)));
  expect(deploying.map(({ file, id, needs }) => ({ file, id, needs }))).toEqual([
    { file: 'deploy-environment.yml', id: 'deploy', needs: ['what-if'] },
  ]);
  expect(scripts(named('deploy-environment.yml', 'what-if'))).toContain('GITHUB_STEP_SUMMARY');
});

it('previews and deploys the same templates with the same parameters', () => {
  const what = (id: string, verb: string) =>
    new RegExp(`deployment group ${verb} (.*) --parameters ("[^"]+")`, 's')
      .exec(scripts(named('deploy-environment.yml', id)))
      ?.slice(1);
  const previewed = what('what-if', 'what-if');
  expect(previewed?.[1]).toBe('"infra/$ENVIRONMENT.bicepparam"');
  expect(what('deploy', 'create')).toEqual(previewed);
});

it('brings to prod the package that dev got, and only after dev has passed its smoke test', () => {
  expect(named('deploy.yml', 'prod').needs).toContain('dev');
  for (const environment of ['dev', 'prod']) {
    const job = named('deploy.yml', environment);
    expect(job.uses).toBe('./.github/workflows/deploy-environment.yml');
    expect(job.with).toEqual({ environment, sha256: expression('needs.package.outputs.sha256') });
  }
  expect(named('deploy-environment.yml', 'smoke').needs).toEqual(['deploy']);
  const built = jobs.filter((job) => scripts(job).includes('npm run package'));
  expect(built.map(({ file, id }) => `${file} ${id}`)).toEqual(['deploy.yml package']);
});

it('publishes only the bytes that were checked', () => {
  const runs = named('deploy-environment.yml', 'deploy').steps.map(({ run }) => run);
  const verified = runs.findIndex((run) => run.includes('sha256sum --check'));
  expect(verified).toBeGreaterThan(0);
  expect(runs.findIndex((run) => run.includes('config-zip'))).toBeGreaterThan(verified);
  const building = named('deploy.yml', 'package').steps.map(({ run }) => run);
  const checked = building.indexOf('.ci/run');
  expect(checked).toBeGreaterThan(0);
  expect(building.findIndex((run) => run.includes('npm run package'))).toBeGreaterThan(checked);
});

it('passes the package on under one name, from one run to itself or to a rollback', () => {
  const moved = jobs.flatMap(({ file, steps }) =>
    steps
      .filter(({ uses }) => /-artifact@/.test(uses ?? ''))
      .map((step) => ({ file, ...step.with, uses: step.uses?.split('@')[0] })),
  );
  const run = { 'run-id': expression('inputs.run'), 'github-token': expression('github.token') };
  expect(moved).toEqual([
    { file: 'deploy-environment.yml', uses: 'actions/download-artifact', name: 'package' },
    expect.objectContaining({
      file: 'deploy.yml',
      uses: 'actions/upload-artifact',
      name: 'package',
      path: 'accounts.zip',
      'if-no-files-found': 'error',
    }),
    { file: 'rollback.yml', uses: 'actions/download-artifact', name: 'package', ...run },
  ]);
});

it('takes back a package only from a run of the deployment on main', () => {
  const runs = named('rollback.yml', 'publish').steps.map(({ run }) => run);
  const refused = runs.findIndex((run) => run.includes("'.github/workflows/deploy.yml push main'"));
  expect(refused).toBe(0);
  expect(runs.findIndex((run) => run.includes('config-zip'))).toBeGreaterThan(refused);
});

it('tests the deployed service after each publication', () => {
  for (const [file, publishing] of [
    ['deploy-environment.yml', 'deploy'],
    ['rollback.yml', 'publish'],
  ] as const) {
    expect(named(file, 'smoke').needs).toEqual([publishing]);
    expect(scripts(named(file, 'smoke')).trim().split('\n')).toEqual([
      'npm ci --ignore-scripts',
      'npm run smoke -- --url "$URL"',
    ]);
  }
});

it('compiles templates with the version that the tests use', () => {
  const versions = all.flatMap(({ text }) => [...text.matchAll(/bicep install --version (\S+)/g)]);
  expect(versions.map(([, version]) => version)).toEqual(versions.map(() => `v${bicepVersion}`));
  expect(versions.length).toBeGreaterThan(0);
});

it.each([
  ['a condition', '    if: always()'],
  ['a step that may fail', '    steps:\n      - run: ls\n        continue-on-error: true'],
  ['a machine of somebody else', '    runs-on: self-hosted'],
])('refuses %s in a job', (_, line) => {
  const text = `name: a\non: { push: {} }\njobs:\n  a:\n${line}\n`;
  expect(() => readWorkflow('mistake.yml', text)).toThrow();
  expect(() =>
    readWorkflow('right.yml', text.replace(line, '    runs-on: ubuntu-24.04')),
  ).not.toThrow();
});

it.each([
  ['an unknown key', 'permisions: {}', "Unexpected value 'permisions'"],
  [
    'an unknown name in an expression',
    `name: ${expression('foo.bar')}`,
    "Unrecognized named-value: 'foo'",
  ],
])("GitHub's parser reports %s", async (_, line, message) => {
  const text = `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    ${line}\n    steps:\n      - run: ls\n`;
  expect((await workflowErrors('mistake.yml', text)).join()).toContain(message);
});

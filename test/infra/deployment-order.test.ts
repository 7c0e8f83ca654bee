/**
 * Promise: the pipelines bring one checked package to prod, only after dev, after what-if and after
 * approval, and sign in to Azure without a secret.
 */
import { expect, it } from 'vitest';
import { bicepVersion } from '../../src/build/bicep-compiler.ts';
import { expression, type Job, scripts, signsIn, workflows } from './workflows.ts';

const jobs = Object.values(workflows).flatMap((workflow) =>
  Object.entries(workflow.jobs).map(([id, job]) => ({ ...job, id, file: workflow.file })),
);
const named = (file: string, id: string): Job => {
  const job = workflows[file]?.jobs[id];
  if (!job) throw new Error(`${file} has no job ${id}`);
  return job;
};

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
  const versions = Object.values(workflows).flatMap(({ text }) => [
    ...text.matchAll(/bicep install --version (\S+)/g),
  ]);
  expect(versions.map(([, version]) => version)).toEqual(versions.map(() => `v${bicepVersion}`));
  expect(versions.length).toBeGreaterThan(0);
});

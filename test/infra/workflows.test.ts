/**
 * Promise: the pipelines hold no secret, run with the least permissions, execute no text of a
 * stranger, and skip no step.
 */
import { describe, expect, it } from 'vitest';
import {
  expression,
  type Job,
  readWorkflow,
  scripts,
  signsIn,
  type Workflow,
  workflowErrors,
  workflows,
} from './workflows.ts';

/** What each kind of job needs; nothing else is granted. */
const permissionsOf = (job: Job): Record<string, string> => ({
  ...(job.steps.some(({ uses }) => uses?.startsWith('actions/checkout@')) || job.uses
    ? { contents: 'read' }
    : {}),
  ...(signsIn(job) || job.uses ? { 'id-token': 'write' } : {}),
  ...(job.steps.some((step) => 'run-id' in step.with) ? { actions: 'read' } : {}),
});

it('finds the five workflows', () => {
  const files = ['check.yml', 'deploy-environment.yml', 'deploy.yml', 'long.yml', 'rollback.yml'];
  expect(Object.keys(workflows).sort()).toEqual(files);
});

describe.each(Object.values(workflows))('$file', (workflow: Workflow) => {
  it("is accepted by GitHub's own parser", async () => {
    expect(await workflowErrors(workflow.file, workflow.text)).toEqual([]);
  });

  it('contains no secret and asks for none', () => {
    expect(workflow.text).not.toMatch(/secrets\s*[.:[]|client-secret|creds:|password/i);
  });

  it('never runs code of a stranger with the rights of the repository', () => {
    const triggers = ['pull_request', 'push', 'schedule', 'workflow_call', 'workflow_dispatch'];
    expect(Object.keys(workflow.on).filter((name) => !triggers.includes(name))).toEqual([]);
  });

  it('grants nothing to all jobs, and to each job what its steps need', () => {
    expect(workflow.permissions).toEqual({});
    for (const job of Object.values(workflow.jobs))
      expect(job.permissions, JSON.stringify(job.steps)).toEqual(permissionsOf(job));
  });

  it('starts for a proposal, for main, at night, or by hand', () => {
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
      if (!job.uses)
        expect(job['timeout-minutes']).toBeLessThanOrEqual('schedule' in workflow.on ? 360 : 90);
  });
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

/** The pipelines in .github/workflows, as GitHub's own parser and a YAML parser read them. */
import { globSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

// Only these keys are accepted: with `if`, `continue-on-error` or another `shell`, a step could be
// skipped or fail in silence.
const step = z.strictObject({
  id: z.string().optional(),
  name: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  run: z.string().default(''),
});

const texts = z.record(z.string(), z.string()).default({});
const concurrency = z
  .strictObject({ group: z.string(), 'cancel-in-progress': z.boolean().optional() })
  .optional();

const job = z.strictObject({
  needs: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((names) => [names].flat()),
  // A machine of GitHub's, which nobody else has used.
  'runs-on': z.literal('ubuntu-24.04').optional(),
  'timeout-minutes': z.number().optional(),
  environment: z.string().optional(),
  permissions: z.record(z.string(), z.string()).optional(),
  uses: z.string().optional(),
  with: texts,
  env: texts,
  outputs: texts,
  concurrency,
  steps: z.array(step).default([]),
});

const workflow = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()).optional(),
  concurrency,
  jobs: z.record(z.string(), job),
});

export type Job = z.infer<typeof job>;
export type Workflow = z.infer<typeof workflow> & { file: string; text: string };

/** @throws ZodError if the text does not have the form of a workflow */
export function readWorkflow(file: string, text: string): Workflow {
  return { ...workflow.parse(parse(text)), file, text };
}

/** Every workflow of the repository, by file name. */
export const workflows: Readonly<Record<string, Workflow>> = Object.fromEntries(
  globSync('.github/workflows/*.{yml,yaml}').map((path) => [
    basename(path),
    readWorkflow(basename(path), readFileSync(path, 'utf8')),
  ]),
);

/** @returns what GitHub replaces by the value of `name` */
export const expression = (name: string) => `\${{ ${name} }}`;

/** @returns all commands of a job */
export const scripts = ({ steps }: Job) => steps.map(({ run }) => run).join('\n');

/** @returns whether a job signs in to Azure */
export const signsIn = ({ steps }: Job) =>
  steps.some(({ uses }) => uses?.startsWith('azure/login@'));

/** @returns what GitHub's parser complains about: structure, keys, types and expressions */
export async function workflowErrors(file: string, content: string): Promise<string[]> {
  const { parseWorkflow, NoOperationTraceWriter } = await githubParser();
  const { context } = parseWorkflow({ name: file, content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}

/** The parser imports JSON without saying so, which only bundlers accept. */
async function githubParser() {
  const hooks = registerHooks({
    load(url, context, next) {
      if (!url.endsWith('.json')) return next(url, context);
      return next(url, { ...context, importAttributes: { type: 'json' } });
    },
  });
  try {
    return await import('@actions/workflow-parser');
  } finally {
    hooks.deregister();
  }
}

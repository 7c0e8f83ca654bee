/** Promise: `azd up` deploys the templates of dev and publishes the package that was built. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

/**
 * The used part of azd's schema, strict where a misspelt key would be ignored:
 * https://raw.githubusercontent.com/Azure/azure-dev/main/schemas/v1.0/azure.yaml.json
 */
const service = z.strictObject({
  project: z.string(),
  host: z.literal('function'),
  // With `custom`, azd takes what `dist` names as it is.
  language: z.literal('custom'),
  dist: z.string(),
  // Azure would otherwise build again, from sources that the package does not contain.
  remoteBuild: z.literal(false),
  resourceName: z.string(),
  hooks: z.strictObject({ prepackage: z.strictObject({ shell: z.enum(['sh']), run: z.string() }) }),
});

const azd = z.strictObject({
  name: z.string().regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/),
  requiredVersions: z.strictObject({ azd: z.string() }),
  infra: z.strictObject({ path: z.string(), module: z.string() }),
  services: z.strictObject({ accounts: service }),
});

const { infra, services } = azd.parse(parse(readFileSync('azure.yaml', 'utf8')));

it('deploys the parameters of dev to a resource group', () => {
  const parameters = `${infra.path}/${infra.module}.bicepparam`;
  expect(parameters).toBe('infra/dev.bicepparam');
  expect(existsSync(parameters)).toBe(true);
});

it('publishes the package of npm run package, built from the lock file', () => {
  expect(services.accounts.hooks.prepackage.run).toBe('npm ci && npm run package');
  expect(readFileSync('src/build/package.ts', 'utf8')).toContain(`'${services.accounts.dist}'`);
});

it('finds the function app by an output of the templates', () => {
  const [, output] = /^\$\{(\w+)\}$/.exec(services.accounts.resourceName) ?? [];
  expect(readFileSync('infra/main.bicep', 'utf8')).toMatch(new RegExp(`^output ${output} `, 'm'));
});

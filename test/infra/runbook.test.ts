/** Promise: the steps of the runbook come in an order that leaves no gap, and lose nothing. */
import { expect, it } from 'vitest';
import { callsOf, sections } from './documents.ts';
import type { Executed } from './execute.ts';
import { knownKey } from './stand-in.ts';

const names = ['CUSTOM_DOMAIN', 'MAIL_DOMAIN_VERIFIED', 'MASTER_KEY', 'MASTER_KEY_PREVIOUS'];

/** @returns the variables of the templates that a call had */
const variables = (call?: Executed) =>
  Object.fromEntries(names.flatMap((name) => (call?.env[name] ? [[name, call.env[name]]] : [])));

const isDeployment = ({ line }: Executed) => /deployment group create .*main\.bicep/.test(line);

/** @returns the position of the first call with this text */
function first(calls: readonly Executed[], text: string): number {
  const index = calls.findIndex(({ line }) => line.includes(text));
  expect(index, `no call of ${text}`).toBeGreaterThanOrEqual(0);
  return index;
}

it('publishes for the first time when address and sender already work', async () => {
  const calls = await callsOf('First deployment');
  const deployments = calls.filter(isDeployment).map(variables);
  expect(deployments).toEqual([
    {
      CUSTOM_DOMAIN: 'none',
      MAIL_DOMAIN_VERIFIED: 'false',
      MASTER_KEY: expect.stringMatching(/^[\w+/]{43}=$/),
    },
    { CUSTOM_DOMAIN: 'new' },
    {},
  ]);
  const bound = calls.findIndex(({ env }) => env['CUSTOM_DOMAIN'] === 'new');
  expect(bound).toBeGreaterThan(first(calls, 'initiateVerification'));
  const steady = calls.findLastIndex(isDeployment);
  expect(first(calls, 'config-zip')).toBeGreaterThan(steady);
  expect(first(calls, 'npm run smoke')).toBeGreaterThan(first(calls, 'config-zip'));
});

it('previews the first deployment, and locks policies last', async () => {
  const calls = await callsOf('First deployment');
  expect(first(calls, 'what-if')).toBeLessThan(first(calls, 'deployment group create'));
  expect(calls.slice(first(calls, 'policy lock')).filter(isDeployment)).toEqual([]);
});

it('leaves the names of secrets free for the next rotation', async () => {
  const calls = await callsOf('Rotating the master key');
  expect(calls.filter(({ line }) => line.includes('secret delete'))).toEqual([]);
  const [both, last, ...more] = calls.filter(isDeployment);
  expect(variables(both)).toMatchObject({ MASTER_KEY_PREVIOUS: knownKey });
  expect(both?.env['MASTER_KEY']).toMatch(/^[\w+/]{43}=$/);
  expect(both?.env['MASTER_KEY']).not.toBe(knownKey);
  expect(both?.env['ROTATING_MASTER_KEY']).toBe('true');
  expect(variables(last)).toEqual({});
  expect(last?.env['ROTATING_MASTER_KEY']).toBeUndefined();
  expect(more).toEqual([]);
  expect(first(calls, '--enabled false')).toBe(calls.length - 1);
});

/** Calls that reach storage or vault themselves, past Azure's management. */
const reachesData = ({ line }: Executed) =>
  /keyvault secret|storage (copy|entity)|npm run (restore|audit:verify)/.test(line);

it.each(
  sections.filter(
    ({ file, script }) => file === 'README.md' && reachesData({ line: script, env: {} }),
  ),
)('"$title" lets the operator in until the work is done', async ({ title }) => {
  const calls = await callsOf(title);
  const during = calls.slice(0, calls.findLastIndex(reachesData)).filter(isDeployment);
  expect(during.filter(({ line }) => !line.includes('allowedIpRanges='))).toEqual([]);
});

it('takes back the role and the address that it gave', async () => {
  const calls = await callsOf('Temporary access');
  const [given, taken] = ['create', 'delete'].map((verb) =>
    first(calls, `role assignment ${verb}`),
  );
  expect(given).toBeLessThan(taken ?? 0);
  const open = calls.filter(isDeployment).map(({ line }) => line.includes('allowedIpRanges='));
  expect(open).toEqual([true, false]);
});

it.each(['Restoring a backup', 'A lost region'])(
  '"%s" gives the new vault the same key, and restores before any code runs',
  async (title) => {
    const calls = await callsOf(title);
    expect(calls.filter(isDeployment).map(variables)).toEqual([
      { CUSTOM_DOMAIN: 'none', MAIL_DOMAIN_VERIFIED: 'false', MASTER_KEY: knownKey },
    ]);
    expect(first(calls, 'npm run restore')).toBeGreaterThan(calls.findIndex(isDeployment));
    expect(first(calls, 'npm run audit:verify')).toBeGreaterThan(first(calls, 'npm run restore'));
    expect(calls.filter(({ line }) => line.includes('config-zip'))).toEqual([]);
  },
);

it('needs nothing of a region that is lost', async () => {
  const calls = await callsOf('A lost region');
  expect(calls.filter(({ line }) => /accounts-prod|keyvault/.test(line))).toEqual([]);
});

it('removes locks before the group that they protect', async () => {
  const calls = await callsOf('Tear-down');
  expect(first(calls, 'lock delete')).toBeLessThan(first(calls, 'group delete'));
});

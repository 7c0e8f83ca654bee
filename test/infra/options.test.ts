/** Promise: each option adds exactly what it needs. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseSettings } from '../../src/settings.ts';
import { appSettings, sampleValues } from './app-settings.ts';
import { inCopy, snapshotText } from './bicep.ts';
import { findings } from './checks/all.ts';
import { parseSnapshot, type Snapshot } from './snapshot.ts';

const timeout = 300_000;
const rolesCheck = 'the roles are those of the table in infra/README.md';
const readSecret = '4633458b-17de-408a-b874-0445c86b69e6';

it('gives the app both master keys during a rotation, and read access to the previous one', {
  timeout,
}, async () => {
  const snapshot = await prodWith(['param rotatingMasterKey', 'param rotatingMasterKey = true']);
  const settings = parseSettings(appSettings(snapshot, sampleValues));
  expect(settings.MASTER_KEY_PREVIOUS).toBe(sampleValues.secrets['master-key-previous']);
  expect(findings(snapshot, 'prod').map(({ check, resource }) => `${check}: ${resource}`)).toEqual([
    `${rolesCheck}: ${readSecret} at secrets/master-key-previous`,
  ]);
});

it('reports that delivery reports may leave the EU, and gives the app their secret', {
  timeout,
}, async () => {
  const snapshot = await prodWith(['param alertEmails', 'param deliveryReports = true\n$&']);
  const settings = parseSettings(appSettings(snapshot, sampleValues));
  expect(settings.DELIVERY_REPORT_SECRET).toBe(sampleValues.secrets['delivery-report-secret']);
  expect(findings(snapshot, 'prod').map(({ check, resource }) => `${check}: ${resource}`)).toEqual([
    `${rolesCheck}: ${readSecret} at secrets/delivery-report-secret`,
    'delivery reports are off: they may leave the EU: esmprod-egst',
  ]);
});

it('sends from an Azure-managed domain until the custom domain is verified', {
  timeout,
}, async () => {
  const snapshot = await prodWith(['param mailDomainVerified', 'param mailDomainVerified = false']);
  expect(findings(snapshot, 'prod')).toEqual([]);
  const domains = snapshot.predictedResources.filter(({ type }) => type.endsWith('/domains'));
  const linked = JSON.stringify(snapshot.predictedResources).match(/"linkedDomains":\["([^"]+)"\]/);
  expect(domains.map(({ id }) => id)).toHaveLength(2);
  expect(linked?.[1]).toMatch(/\/AzureManagedDomain$/);
});

/** @returns the snapshot of prod.bicepparam with the line that has this beginning replaced */
async function prodWith([begin, line]: readonly [string, string]): Promise<Snapshot> {
  return inCopy(async (folder) => {
    const file = join(folder, 'prod.bicepparam');
    const text = await readFile(file, 'utf8');
    const changed = text.replace(new RegExp(`^${begin} .*$`, 'm'), line);
    expect(changed).not.toBe(text);
    await writeFile(file, changed);
    return parseSnapshot(await snapshotText(folder, 'prod'));
  });
}

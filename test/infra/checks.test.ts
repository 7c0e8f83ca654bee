/** Promise: a deployment is in the EU, matches the code, and grants only what is needed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../src/policy/log-lines.ts';
import { parseSettings } from '../../src/settings.ts';
import { appSettings, sampleValues } from './app-settings.ts';
import { infraFolder, snapshotText } from './bicep.ts';
import { isExcepted, ownChecks } from './checks/all.ts';
import { psruleChecks, psruleExceptions } from './checks/psrule.ts';
import { documentedRoles } from './checks/roles.ts';
import { alertSamples } from './kusto/alert-samples.ts';
import { committedSnapshot, environments, parseSnapshot } from './snapshot.ts';

describe.each(environments)('%s', (environment) => {
  const snapshot = committedSnapshot(environment);

  it('was evaluated without warnings', () => {
    expect(snapshot.diagnostics).toEqual([]);
    expect(snapshot.predictedResources.length).toBeGreaterThan(60);
  });

  it.each(ownChecks)('$name', (check) => {
    expect(check.run(snapshot, environment)).toEqual([]);
  });

  const held = psruleChecks.filter(({ name }) => !isExcepted(name, environment));
  it.each(held)('follows $name', (rule) => {
    expect(rule.run(snapshot, environment)).toEqual([]);
  });

  const excepted = psruleChecks.filter(({ name }) => isExcepted(name, environment));
  it.each(excepted)('needs its exception to $name', (rule) => {
    expect(rule.run(snapshot, environment)).not.toEqual([]);
    expect(psruleExceptions[rule.name]?.reason).toMatch(/\.$/);
  });
});

it('has no exceptions to rules that are not checked', () => {
  const names = psruleChecks.map(({ name }) => name);
  expect(Object.keys(psruleExceptions).filter((name) => !names.includes(name))).toEqual([]);
});

it('gives the app storage and mail by identity, in the settings that it parses', () => {
  const settings = parseSettings(appSettings(committedSnapshot('prod'), sampleValues));
  expect(settings.AzureWebJobsStorage).toBeUndefined();
  expect(settings.MAIL_CONNECTION).toBeUndefined();
  expect(settings.AzureWebJobsStorage__tableServiceUri).toMatch(
    /^https:\/\/\w+\.table\.core\.windows\.net$/,
  );
});

it('gives the settings of a deployment with the addresses of local servers', () => {
  const local = 'https://127.0.0.1:10002/store';
  const values = { ...sampleValues, storageAddresses: { table: local } };
  const settings = appSettings(committedSnapshot('dev'), values);
  expect(settings['AzureWebJobsStorage__tableServiceUri']).toBe(local);
  expect(settings['AzureWebJobsStorage__blobServiceUri']).toMatch(/\.blob\.core\.windows\.net$/);
  expect(settings['PUBLIC_URL']).toMatch(/^https:/);
});

it('names a setting whose value is unknown', () => {
  const values = { ...sampleValues, outputs: {} };
  expect(() => appSettings(committedSnapshot('dev'), values)).toThrow(
    /^setting APPLICATIONINSIGHTS_\w+: identity\.clientId is unknown$/,
  );
});

it('documents roles by the names and ids that the templates use', () => {
  const read = (file: string) => readFileSync(join(infraFolder, file), 'utf8');
  const template = read('modules/roles.bicep');
  const rows = [...read('README.md').matchAll(/^\| ([A-Z][\w ]+?) +\| `([0-9a-f-]{36})`/gm)];
  expect(rows).toHaveLength(7);
  for (const [, name, id] of rows) expect(template).toContain(`'${name}': '${id}'`);
});

it('documents at least one role for storage, vault, mail and telemetry', () => {
  const scopes = documentedRoles().map((role) => role.split(' at ')[1]?.split('/')[0]);
  expect(new Set(scopes)).toEqual(
    new Set([
      'storageAccounts',
      'queues',
      'containers',
      'secrets',
      'communicationServices',
      'components',
    ]),
  );
});

/** Log events that nobody may overlook. */
const alertEvents = [
  'heartbeat_late',
  'journal_pending_late',
  'audit_root_missing',
  'mail_poisoned',
  'mail_outage',
  'backup_copy_late',
  'pause_forgotten',
  'sign_in_failed',
  'request_failed',
] as const satisfies readonly LogEvent[];

it.each(alertEvents)('has an alert that a sample of %s makes fire', (event) => {
  const heard = Object.values(alertSamples).flatMap(({ events }) => events);
  expect(heard).toContain(event);
});

it('deploys to dev every kind of resource that prod has', () => {
  const [dev, prod] = environments.map((name) =>
    [...new Set(committedSnapshot(name).predictedResources.map(({ type }) => type))].sort(),
  );
  expect(dev).toEqual(prod);
});

it('places two environments into one group without sharing anything but DNS zones', async () => {
  const [dev, prod] = await Promise.all(
    environments.map((name) => snapshotText(infraFolder, name, 'accounts')),
  );
  const idsOf = (text = '') => parseSnapshot(text).predictedResources.map(({ id }) => id);
  const devIds = new Set(idsOf(dev));
  const shared = idsOf(prod).filter((id) => devIds.has(id));
  expect(shared).toHaveLength(4);
  for (const id of shared) expect(id).toMatch(/privateDnsZones/);
});

/**
 * Promise: the pipeline of an environment has two identities without secrets, and no rights but
 * those of the table in infra/README.md; one of them cannot change anything.
 */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { inCopy, infraFolder, snapshotText } from './bicep.ts';
import { at, committedSnapshot, listAt, ofType, parseSnapshot, type Snapshot } from './snapshot.ts';

const assignments = 'Microsoft.Authorization/roleAssignments';
const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const guids = new RegExp(guid, 'g');
const read = (file: string) => readFileSync(join(infraFolder, file), 'utf8');

/** As the runbook deploys it, with the same resource group as the snapshot of prod. */
const parameters = [
  "using 'pipeline.bicep'",
  "param location = 'swedencentral'",
  "param name = 'esmprod'",
  "param environmentName = 'prod'",
  "param repository = 'city/accounts'",
];

let snapshot: Snapshot;
beforeAll(async () => {
  snapshot = await inCopy(async (folder) => {
    await writeFile(join(folder, 'prod.bicepparam'), parameters.join('\n'));
    return parseSnapshot(await snapshotText(folder, 'prod'));
  });
}, 600_000);

/** @returns each right as `IDENTITY: ROLE` */
function granted(): string[] {
  const own = ofType(snapshot, 'Microsoft.Authorization/roleDefinitions');
  return ofType(snapshot, assignments).map((role) => {
    const id = guid.exec(String(at(role, 'properties.roleDefinitionId')).split('/').at(-1) ?? '');
    const [identity] = /[\w-]+-id-\w+/.exec(String(at(role, 'properties.principalId'))) ?? [];
    const definition = own.find(({ name }) => name === id?.[0]);
    const name = definition
      ? String(at(definition, 'properties.roleName')).replace(/ \(.*/, '')
      : builtIn(id?.[0]);
    return `${identity?.replace('esmprod', 'PREFIX')}: ${name}`;
  });
}

function builtIn(id = ''): string {
  const [, quoted, plain] =
    new RegExp(`^  (?:'([^']+)'|(\\w+)): '${id}'$`, 'm').exec(read('pipeline.bicep')) ?? [];
  return quoted ?? plain ?? id;
}

it('has the rights of the table, and each of them', () => {
  const [, table = ''] = read('README.md').split(/<!-- \/?pipeline roles -->/);
  const rows = [...table.matchAll(/^\| `([\w-]+)` +\| `[\w-]+` +\| ([^|]+?) +\|/gm)];
  const documented = rows.map(
    ([, identity, role]) => `${identity}: ${role?.replace(' (own role)', '')}`,
  );
  expect(documented.length).toBeGreaterThan(4);
  expect(granted().sort()).toEqual(documented.sort());
});

it('trusts only runs in the environment of the repository, and holds no secret', () => {
  const trusted = ofType(
    snapshot,
    'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
  );
  expect(trusted.map((credential) => at(credential, 'properties.subject')).sort()).toEqual([
    'repo:city/accounts:environment:prod',
    'repo:city/accounts:environment:prod-plan',
  ]);
  for (const credential of trusted)
    expect(at(credential, 'properties')).toMatchObject({
      issuer: 'https://token.actions.githubusercontent.com',
      audiences: ['api://AzureADTokenExchange'],
    });
});

it('gives the identity that previews no action that changes something', () => {
  const [preview] = ofType(snapshot, 'Microsoft.Authorization/roleDefinitions').filter((role) =>
    String(at(role, 'properties.roleName')).includes('preview'),
  );
  expect(listAt(preview, 'properties.permissions.0.actions')).toEqual([
    'Microsoft.Resources/deployments/whatIf/action',
    'Microsoft.Resources/deployments/validate/action',
  ]);
  expect(at(preview, 'properties.permissions.0.dataActions')).toBeUndefined();
});

it('can give exactly the roles that the templates give, and only to identities', () => {
  const conditions = ofType(snapshot, assignments).flatMap(
    (role) => at(role, 'properties.condition') ?? [],
  );
  expect(conditions).toHaveLength(1);
  const condition = String(conditions[0]);
  const wanted = new Set(
    ofType(committedSnapshot('prod'), assignments).map(
      (role) =>
        guid.exec(String(at(role, 'properties.roleDefinitionId')).split('/').at(-1) ?? '')?.[0],
    ),
  );
  for (const [action, source] of [
    ['write', 'Request'],
    ['delete', 'Resource'],
  ] as const) {
    const part = condition.split('(!(').find((text) => text.includes(`roleAssignments/${action}'`));
    expect(part).toContain(
      `@${source}[${assignments}:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'}`,
    );
    expect(new Set(part?.match(guids))).toEqual(wanted);
  }
});

it('cannot remove a lock, and may write what protects the data', () => {
  const roles = ofType(snapshot, 'Microsoft.Authorization/roleDefinitions');
  const actions = roles.flatMap((role) => listAt(role, 'properties.permissions.0.actions'));
  expect(actions).toContain('Microsoft.Authorization/locks/write');
  expect(actions.filter((action) => /delete|\*/i.test(String(action)))).toEqual([]);
});

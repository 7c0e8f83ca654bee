/** The identity has exactly the roles and scopes in the table of infra/README.md. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { infraFolder } from '../bicep.ts';
import { at, type Check, listAt, ofType, type Resource, type Snapshot } from '../snapshot.ts';
import { each, finding, value } from './property.ts';

const definitions = 'Microsoft.Authorization/roleDefinitions';
const assignments = 'Microsoft.Authorization/roleAssignments';
const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** Unique scopes, which the table names by their type alone. */
const single = new Set(['storageAccounts', 'communicationServices', 'components']);

/** The role made by modules/backup-storage.bicep, whose id differs between environments. */
const ownRole = 'own role';

/** @returns the role id and scope of each row of the table, as `ID at SCOPE` */
export function documentedRoles(): string[] {
  const readme = readFileSync(join(infraFolder, 'README.md'), 'utf8');
  return readme
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .flatMap(([, , id = '', scopes = '']) => {
      const role = id === ownRole ? id : guid.exec(id)?.[0];
      const named = [...scopes.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
      return role ? named.map((scope) => `${role} at ${scope}`) : [];
    });
}

const documented: Check = {
  name: 'the roles are those of the table in infra/README.md',
  run(snapshot) {
    const given = ofType(snapshot, assignments).map((each) => roleAndScope(snapshot, each));
    const wanted = documentedRoles();
    return [
      ...given
        .filter((role) => !wanted.includes(role))
        .map((role) => finding(documented.name, role, 'is assigned but not in the table')),
      ...wanted
        .filter((role) => !given.includes(role))
        .map((role) => finding(documented.name, role, 'is in the table but not assigned')),
    ];
  },
};

const ownIdentity: Check = {
  name: 'roles are assigned only to the identity of the app',
  run: (snapshot) =>
    ofType(snapshot, assignments)
      .filter((role) => !isOwn(String(at(role, 'properties.principalId'))))
      .map((role) =>
        finding(ownIdentity.name, roleAndScope(snapshot, role), 'is assigned to another principal'),
      ),
};

/** It can fill the second account, where immutability policies protect what is there. */
const keepOnly = each(
  'the own role may read and write blobs, but not delete any',
  definitions,
  'must have exactly the two data actions',
  (role) => {
    const blobs = 'Microsoft.Storage/storageAccounts/blobServices/containers';
    const permissions = listAt(role, 'properties.permissions');
    return (
      permissions.length === 1 &&
      listAt(permissions[0], 'actions').join() === `${blobs}/read` &&
      listAt(permissions[0], 'dataActions').join() ===
        [`${blobs}/blobs/read`, `${blobs}/blobs/write`].join() &&
      listAt(role, 'properties.assignableScopes').every((scope) =>
        role.id.startsWith(`${scope}/providers/`),
      )
    );
  },
);

const secondAccount: Check = {
  name: 'the app has its own role, and only that, in the second account',
  run(snapshot) {
    const [, second] = ofType(snapshot, 'Microsoft.Storage/storageAccounts');
    return ofType(snapshot, assignments)
      .map((role) => ({
        inSecond: role.id.startsWith(`${second?.id}/`),
        role: roleAndScope(snapshot, role),
      }))
      .filter(({ inSecond, role }) => inSecond !== role.startsWith(ownRole))
      .map(({ role }) => finding(secondAccount.name, role, 'is in the wrong account'));
  },
};

export const roleChecks: readonly Check[] = [
  documented,
  ownIdentity,
  keepOnly,
  secondAccount,
  value(
    'roles are given to a service',
    assignments,
    'properties.principalType',
    'ServicePrincipal',
  ),
];

function isOwn(principal: string): boolean {
  return /^\[reference\('[^']*\/userAssignedIdentities\/[\w-]+-id', '[\d-]+'\)\.principalId\]$/.test(
    principal,
  );
}

function roleAndScope(snapshot: Snapshot, assignment: Resource): string {
  const id = String(at(assignment, 'properties.roleDefinitionId'));
  const own = ofType(snapshot, definitions).some((role) => role.id === id);
  const role = own ? ownRole : guid.exec(id.split('/').at(-1) ?? '')?.[0];
  const [scope = ''] = assignment.id.split(`/providers/${assignments}`);
  const [type = '', name = ''] = scope.split('/').slice(-2);
  return `${role} at ${single.has(type) ? type : `${type}/${name}`}`;
}

/** The identity has exactly the roles and scopes in the table of infra/README.md. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { infraFolder } from '../bicep.ts';
import { at, type Check, ofType, type Resource } from '../snapshot.ts';
import { finding } from './property.ts';

const assignments = 'Microsoft.Authorization/roleAssignments';
const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** Unique scopes, which the table names by their type alone. */
const single = new Set(['storageAccounts', 'communicationServices', 'components']);

/** @returns the role id and scope of each row of the table, as `ID at SCOPE` */
export function documentedRoles(): string[] {
  const readme = readFileSync(join(infraFolder, 'README.md'), 'utf8');
  return readme
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .flatMap(([, , id = '', scopes = '']) => {
      const role = guid.exec(id)?.[0];
      const named = [...scopes.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
      return role ? named.map((scope) => `${role} at ${scope}`) : [];
    });
}

const documented: Check = {
  name: 'the roles are those of the table in infra/README.md',
  run(snapshot) {
    const given = ofType(snapshot, assignments).map(roleAndScope);
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
        finding(ownIdentity.name, roleAndScope(role), 'is assigned to another principal'),
      ),
};

export const roleChecks: readonly Check[] = [documented, ownIdentity];

function isOwn(principal: string): boolean {
  return /^\[reference\('[^']*\/userAssignedIdentities\/[\w-]+-id', '[\d-]+'\)\.principalId\]$/.test(
    principal,
  );
}

function roleAndScope(assignment: Resource): string {
  const role = guid.exec(
    String(at(assignment, 'properties.roleDefinitionId')).split('/').at(-1) ?? '',
  );
  const [scope = ''] = assignment.id.split(`/providers/${assignments}`);
  const [type = '', name = ''] = scope.split('/').slice(-2);
  return `${role?.[0]} at ${single.has(type) ? type : `${type}/${name}`}`;
}

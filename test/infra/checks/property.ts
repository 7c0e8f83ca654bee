/** Creates checks on property values of all resources of a type. */
import {
  at,
  type Check,
  type Environment,
  type Finding,
  isRecord,
  ofType,
  type Resource,
  type Snapshot,
} from '../snapshot.ts';

/** Types that a deployment may lack; a check of any other type fails without it. */
const optionalTypes = new Set([
  'Microsoft.EventGrid/systemTopics',
  'Microsoft.EventGrid/systemTopics/eventSubscriptions',
  'Microsoft.KeyVault/vaults/secrets',
  'Microsoft.Network/networkSecurityGroups',
  'Microsoft.Network/privateDnsZones',
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
  'Microsoft.Network/virtualNetworks',
  'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies',
  'Microsoft.Web/sites/certificates',
  'Microsoft.Web/sites/hostNameBindings',
]);

/** @returns a check that reports each resource of the type for which `fits` is false */
export function each(
  name: string,
  type: string,
  must: string,
  fits: (resource: Resource, snapshot: Snapshot, environment: Environment) => boolean,
): Check {
  return {
    name,
    run: (snapshot, environment) => {
      const found = ofType(snapshot, type);
      if (found.length === 0 && !optionalTypes.has(type))
        return [finding(name, type, 'is missing')];
      return found
        .filter((resource) => !fits(resource, snapshot, environment))
        .map((resource) => finding(name, resource.name, must));
    },
  };
}

/** @returns a check that reports each resource of the type with another value at the path */
export function value(name: string, type: string, path: string, expected: unknown): Check {
  const must = `${path} must be ${JSON.stringify(expected)}`;
  return each(name, type, must, (resource) => at(resource, path) === expected);
}

/** @returns a check that reports properties that nobody has judged yet */
export function knownOnly(name: string, type: string, path: string, known: string[]): Check {
  return each(name, type, `${path} may have only ${known.join(', ')}`, (resource) => {
    const found = at(resource, path);
    return isRecord(found) && Object.keys(found).every((key) => known.includes(key));
  });
}

/** @returns a check that reports a snapshot without a resource of the type that `fits` */
export function some(
  name: string,
  type: string,
  must: string,
  fits: (resource: Resource) => boolean = () => true,
): Check {
  return {
    name,
    run: (snapshot) => (ofType(snapshot, type).some(fits) ? [] : [finding(name, type, must)]),
  };
}

export function finding(check: string, resource: string, message: string): Finding {
  return { check, resource, message };
}

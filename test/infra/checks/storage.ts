/** Each storage account keeps what it must, as long as it must, and no longer. */
import { at, type Check, listAt, ofType, type Resource, type Snapshot } from '../snapshot.ts';
import { each, finding, knownOnly, value } from './property.ts';
import { narrowRanges } from './ranges.ts';

const accounts = 'Microsoft.Storage/storageAccounts';
const blobs = `${accounts}/blobServices`;
const containers = `${blobs}/containers`;
const immutability = `${containers}/immutabilityPolicies`;

/** Days; the roots of two years of events (AUDIT_RETENTION_MONTHS), leap day included. */
const rootDaysMin = { dev: 1, prod: 731 } as const;

/** Days: short enough that an erased person is gone from all copies, long enough to restore. */
const backupDays = { min: 7, max: 30 };
const softDeleteDays = { min: 7, max: 30 };

/** Says that the policies were locked in Azure, where templates can no longer change them. */
export const lockedIn: readonly ('dev' | 'prod')[] = [];

const rootsKept: Check = {
  name: 'audit roots cannot be changed for as long as they are needed',
  run: (snapshot, environment) =>
    policiesOf(snapshot, 'audit-roots').flatMap(({ container, policy }) => {
      if (!policy && lockedIn.includes(environment)) return [];
      const days = Number(at(policy, 'properties.immutabilityPeriodSinceCreationInDays'));
      if (days >= rootDaysMin[environment]) return [];
      return [finding(rootsKept.name, container, `need ${rootDaysMin[environment]} days`)];
    }),
};

const copiesKept: Check = {
  name: 'the second copy of backups cannot be changed before it expires',
  run(snapshot, environment) {
    const [second, ...more] = policiesOf(snapshot, 'backups').filter(({ policy }) => policy);
    if (!second) {
      return lockedIn.includes(environment) ? [] : [finding(copiesKept.name, 'backups', 'changes')];
    }
    const days = Number(at(second.policy, 'properties.immutabilityPeriodSinceCreationInDays'));
    const fits = days === expiryDays(snapshot, accountOf(second.container), 'backups') - 1;
    return more.length === 0 && fits
      ? []
      : [finding(copiesKept.name, second.container, 'must be protected until a day before')];
  },
};

const expire: Check = {
  name: 'backups and roots are deleted on time, and nothing else is',
  run: (snapshot) =>
    ofType(snapshot, accounts).flatMap(({ name }) => {
      const report = (message: string) => finding(expire.name, name, message);
      const backups = expiryDays(snapshot, name, 'backups');
      const roots = expiryDays(snapshot, name, 'audit-roots');
      const kept = policiesOf(snapshot, 'audit-roots').find(({ container }) =>
        container.startsWith(`${name}/`),
      );
      const days = Number(at(kept?.policy, 'properties.immutabilityPeriodSinceCreationInDays'));
      return [
        ...(backups >= backupDays.min && backups <= backupDays.max ? [] : [report('backups')]),
        ...(roots > days && roots <= days + 31 ? [] : [report('audit roots')]),
        ...(rulesOf(snapshot, name).length === 2 ? [] : [report('has another rule')]),
      ];
    }),
};

const wholeRules = each(
  'lifecycle rules are on and cover every kind of blob',
  `${accounts}/managementPolicies`,
  'each rule must be enabled, for block and append blobs, and only delete',
  (policy) =>
    listAt(policy, 'properties.policy.rules').every(
      (rule) =>
        at(rule, 'enabled') === true &&
        at(rule, 'type') === 'Lifecycle' &&
        listAt(rule, 'definition.filters.blobTypes').join() === 'blockBlob,appendBlob' &&
        Object.keys(Object(at(rule, 'definition.filters'))).length === 2 &&
        JSON.stringify(at(rule, 'definition.actions')).match(
          /^\{"baseBlob":\{"delete":\{"daysAfterCreationGreaterThan":\d+\}\}\}$/,
        ) !== null,
    ),
);

const secondRegion: Check = {
  name: 'backups and roots have a second account in another region',
  run(snapshot) {
    const places = new Set(ofType(snapshot, accounts).map(({ location }) => location));
    const copies = ['backups', 'audit-roots'].every((container) =>
      ofType(snapshot, accounts).every((account) =>
        ofType(snapshot, containers).some(
          ({ name }) => name === `${account.name}/default/${container}`,
        ),
      ),
    );
    return places.size === 2 && copies ? [] : [finding(secondRegion.name, accounts, 'is missing')];
  },
};

export const storageChecks: readonly Check[] = [
  rootsKept,
  copiesKept,
  expire,
  wholeRules,
  secondRegion,
  value('blobs are ready to be read at once', accounts, 'properties.accessTier', 'Hot'),
  value('storage has every kind of service', accounts, 'kind', 'StorageV2'),
  value(
    'storage is not copied to other tenants',
    accounts,
    'properties.allowCrossTenantReplication',
    false,
  ),
  value(
    'operators can be admitted to storage',
    accounts,
    'properties.publicNetworkAccess',
    'Enabled',
  ),
  value('people sign in to storage', accounts, 'properties.defaultToOAuthAuthentication', true),
  knownOnly('storage has only judged properties', accounts, 'properties', [
    'accessTier',
    'allowBlobPublicAccess',
    'allowCrossTenantReplication',
    'allowSharedKeyAccess',
    'defaultToOAuthAuthentication',
    'minimumTlsVersion',
    'networkAcls',
    'publicNetworkAccess',
    'supportsHttpsTrafficOnly',
  ]),
  // Versions, snapshots and restore points would keep the data of erased people.
  knownOnly('blobs have no further copies', blobs, 'properties', [
    'deleteRetentionPolicy',
    'containerDeleteRetentionPolicy',
  ]),
  each('deleted blobs can be recovered for a while', blobs, 'must be 7 to 30 days', (service) =>
    ['deleteRetentionPolicy', 'containerDeleteRetentionPolicy'].every((policy) => {
      const days = Number(at(service, `properties.${policy}.days`));
      return days >= softDeleteDays.min && days <= softDeleteDays.max;
    }),
  ),
  each('storage admits no wide range of addresses', accounts, 'must be narrow', narrowRanges),
  each(
    'storage survives a zone in production',
    accounts,
    'must be ZRS',
    (account, _, environment) =>
      environment === 'dev' || at(account, 'sku.name') === 'Standard_ZRS',
  ),
  value(
    'immutable blobs cannot be appended to',
    immutability,
    'properties.allowProtectedAppendWrites',
    false,
  ),
];

function accountOf(container: string): string {
  return container.split('/')[0] ?? '';
}

/** @returns each container of this name, with its immutability policy */
function policiesOf(snapshot: Snapshot, container: string) {
  return ofType(snapshot, containers)
    .map(({ name }) => name)
    .filter((name) => name.endsWith(`/${container}`))
    .map((name) => ({ container: name, policy: policyOf(snapshot, name) }));
}

function policyOf(snapshot: Snapshot, container: string): Resource | undefined {
  return ofType(snapshot, immutability).find(({ name }) => name === `${container}/default`);
}

function rulesOf(snapshot: Snapshot, account: string): unknown[] {
  return ofType(snapshot, `${accounts}/managementPolicies`)
    .filter(({ name }) => name === `${account}/default`)
    .flatMap((policy) => listAt(policy, 'properties.policy.rules'));
}

/** @returns after how many days the container's blobs are deleted; NaN without exactly one rule */
function expiryDays(snapshot: Snapshot, account: string, container: string): number {
  const [rule, ...more] = rulesOf(snapshot, account).filter(
    (each) => listAt(each, 'definition.filters.prefixMatch').join() === `${container}/`,
  );
  const days = at(rule, 'definition.actions.baseBlob.delete.daysAfterCreationGreaterThan');
  return more.length === 0 ? Number(days) : Number.NaN;
}

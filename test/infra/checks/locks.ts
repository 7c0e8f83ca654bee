/** What cannot be made anew is locked against deletion. */
import { at, type Check, ofType } from '../snapshot.ts';
import { each, finding } from './property.ts';

const locks = 'Microsoft.Authorization/locks';
const kept = [
  'Microsoft.Storage/storageAccounts',
  'Microsoft.KeyVault/vaults',
  'Microsoft.ManagedIdentity/userAssignedIdentities',
];

const locked: Check = {
  name: 'storage, vault and identity are locked against deletion',
  run(snapshot) {
    const places = ofType(snapshot, locks)
      .filter((lock) => at(lock, 'properties.level') === 'CanNotDelete')
      .map(({ id }) => id.split(`/providers/${locks}`)[0]);
    return kept
      .flatMap((type) => ofType(snapshot, type))
      .filter(({ id }) => !places.includes(id))
      .map(({ name }) => finding(locked.name, name, 'has no lock'));
  },
};

export const lockChecks: readonly Check[] = [
  locked,
  each('locks still allow changes', locks, 'must be CanNotDelete', (lock) =>
    ['CanNotDelete'].includes(String(at(lock, 'properties.level'))),
  ),
];
